/**
 * Token files, as the tool writes them (AWS CloudHSM user guide, "Quorum authentication" and "Rotate MFA").
 */
import { emptyTokenFile, mayEmptyTokenFile } from '../console/empty-token-file.ts';
import { refuse, type Shell } from './command.ts';

/** Of every file; that of quorum tokens, too. */
const VERSION = '2.0';

/** What a file is to hold, in the order of its members. */
export type TokenFileMembers = Readonly<Record<string, unknown>>;

/**
 * Whether a token can be written to a file, before anything is asked for that is to stand in it: what lies
 * there stays as it is, which may be a token that is still good.
 *
 * @throws CommandError
 */
export async function requireTokenFile(path: string, shell: Shell): Promise<void> {
  if (await mayEmptyTokenFile(path, shell.files)) return;
  refuse(shell, { code: 'file-not-emptied', path });
}

/** @throws CommandError where the file cannot be written */
export async function writeTokenFile(
  path: string,
  members: TokenFileMembers,
  shell: Shell,
): Promise<void> {
  const file = await emptyTokenFile(path, shell.files);
  if (file === undefined) refuse(shell, { code: 'file-not-emptied', path });
  try {
    file.write(Buffer.from(JSON.stringify({ version: VERSION, ...members }, null, 2)));
  } catch {
    refuse(shell, { code: 'file-not-written', path });
  } finally {
    file.close();
  }
}
