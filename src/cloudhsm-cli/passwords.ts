import { refuse, type Shell } from './command.ts';

/**
 * A password that somebody has from now on: what the command line has, or what is typed twice.
 *
 * @throws CommandError where the two differ
 */
export async function readNewPassword(given: string | undefined, shell: Shell): Promise<string> {
  if (given !== undefined) return given;
  const password = await shell.ask.password();
  if ((await shell.ask.again()) !== password) refuse(shell, { code: 'passwords-differ' });
  return password;
}
