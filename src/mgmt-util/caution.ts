import type { Shell } from './shell.ts';

/** Shows the caution box and asks. @returns whether to go on */
export async function askForCaution(shell: Shell): Promise<boolean> {
  for (const line of shell.flavour.caution) shell.print(line);
  return shell.ask.askToContinue();
}
