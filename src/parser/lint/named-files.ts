import type { DeviceFile } from '../device.ts';
import type { FieldText } from '../text.ts';
import type { LintFiles } from './subject.ts';

/**
 * A file that the approval file names: from the working directory, where the device looks, else from
 * the approval file's own folder (that it is not where the device looks is a finding of its own).
 *
 * @param length how many of its bytes are wanted
 */
export function findNamedFile(
  files: LintFiles | undefined,
  path: FieldText,
  length: number,
): DeviceFile | undefined {
  return files?.fromWorkingDirectory.open(path, length) ?? files?.fromOwnFolder?.open(path, length);
}
