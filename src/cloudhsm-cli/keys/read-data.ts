/**
 * Data that a command works on, in a file or in base64 on the command line.
 */
import { refuse, type Shell } from '../command.ts';
import type { OptionValues } from '../option-values.ts';
import { readFile } from '../read-files.ts';

/**
 * @param option the one in base64; that of the file is called so with `-path` behind it
 * @throws CommandError
 */
export async function readData(
  option: string,
  values: OptionValues,
  shell: Shell,
): Promise<Uint8Array> {
  const path = values.find(`${option}-path`);
  if (path !== undefined) return readFile(path, shell);
  const { readBase64 } = await import('../../token/sdk5/base64.ts');
  const { bytes, problem } = readBase64(values.text(option));
  if (bytes !== undefined && problem === undefined) return bytes;
  refuse(shell, { code: 'value-malformed', option });
}

/**
 * A signature. A file may have its bytes, or base64 of them as the command that signs prints it.
 *
 * @throws CommandError
 */
export async function readSignature(values: OptionValues, shell: Shell): Promise<Uint8Array> {
  const bytes = await readData('signature', values, shell);
  if (!values.has('signature-path')) return bytes;
  const text = Buffer.from(bytes).toString('latin1').trim();
  const { readBase64 } = await import('../../token/sdk5/base64.ts');
  const { bytes: decoded, problem } = readBase64(text);
  return decoded !== undefined && decoded.length > 0 && problem === undefined ? decoded : bytes;
}
