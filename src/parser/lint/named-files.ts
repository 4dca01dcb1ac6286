import type { DeviceFile } from '../device.ts';
import type { LintFiles } from './subject.ts';

/**
 * A file that the approval file names: from the working directory, where the device looks, else from
 * the approval file's own folder (that it is not where the device looks is a finding of its own).
 *
 * @param path one character (U+0000–00FF) a byte
 * @param length how many of its bytes are wanted
 */
export function findNamedFile(
  files: LintFiles | undefined,
  path: string,
  length: number,
): DeviceFile | undefined {
  return files?.fromWorkingDirectory.open(path, length) ?? files?.fromOwnFolder?.open(path, length);
}
