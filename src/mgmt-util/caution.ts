import { setApart } from './set-apart.ts';
import type { Shell } from './shell.ts';

/** Shows the caution box and asks. @returns whether to go on */
export async function askForCaution(shell: Shell): Promise<boolean> {
  setApart('caution', shell);
  for (const line of shell.flavour.caution) shell.print(line);
  const isConfirmed = await shell.ask.askToContinue();
  if (!isConfirmed) shell.note({ code: 'not-confirmed' });
  return isConfirmed;
}
