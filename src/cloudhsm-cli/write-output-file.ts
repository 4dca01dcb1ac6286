/**
 * Files that commands write. What nobody can have meant is spared, as a private key or a file of a cluster.
 */
import { emptyTokenFile, mayEmptyTokenFile } from '../console/empty-token-file.ts';
import { refuse, type Shell } from './command.ts';

/**
 * Whether a file can be written, before anything is asked for that is to stand in it: what lies there stays as it
 * is, which may be a token that is still good.
 *
 * @throws CommandError
 */
export async function requireOutputFile(path: string, shell: Shell): Promise<void> {
  if (await mayEmptyTokenFile(path, shell.files)) return;
  refuse(shell, { code: 'file-not-emptied', path });
}

/** @throws CommandError where the file cannot be written */
export async function writeOutputFile(
  path: string,
  bytes: Uint8Array,
  shell: Shell,
): Promise<void> {
  const file = await emptyTokenFile(path, shell.files);
  if (file === undefined) refuse(shell, { code: 'file-not-emptied', path });
  try {
    file.write(bytes);
  } catch {
    refuse(shell, { code: 'file-not-written', path });
  } finally {
    file.close();
  }
}
