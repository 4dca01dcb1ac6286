/** The files that an approval file names, as lint and the device get at them. */
import { dirname, resolve } from 'node:path';
import { nodeFiles } from '../../node/node-files.ts';
import type { DeviceFile, DeviceFiles } from '../../parser/device.ts';
import type { LintFiles } from '../../parser/lint.ts';
import { toByteString } from '../../parser/text.ts';

/**
 * File access for lint.
 *
 * @param approvalFile path of the approval file, or `-` for standard input, which has no folder
 * @param cwd the working directory
 * @param within the folder out of which nothing is opened, if there is one
 */
export function createLintFiles(approvalFile: string, cwd: string, within?: string): LintFiles {
  const folder = approvalFile === '-' ? cwd : dirname(resolve(cwd, approvalFile));
  return {
    fromWorkingDirectory: createFileAccess(cwd, within),
    ...(folder === cwd
      ? {}
      : { fromOwnFolder: createFileAccess(folder, within), ownFolder: dirname(approvalFile) }),
  };
}

/** Files of a folder, each read no more often than more of it is wanted. */
function createFileAccess(folder: string, within?: string): DeviceFiles {
  const files = nodeFiles(folder, within);
  const opened = new Map<string, { length: number; file: DeviceFile | undefined }>();
  return {
    open(path, length) {
      const key = toByteString(path);
      const known = opened.get(key);
      const isEnough = known !== undefined && (known.file === undefined || known.length >= length);
      const file = isEnough ? known.file : files.open(path, length);
      if (!isEnough) opened.set(key, { length, file });
      return file && { size: file.size, start: file.start.subarray(0, length) };
    },
  };
}
