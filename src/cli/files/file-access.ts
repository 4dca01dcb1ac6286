/** The files that an approval file names, as lint and the device get at them. */
import { dirname, isAbsolute, resolve } from 'node:path';
import { readFileStart } from '../../files/read.ts';
import type { DeviceFile, DeviceFiles } from '../../parser/device.ts';
import type { LintFiles } from '../../parser/lint.ts';
import { encodeText, type FieldText, showText, toByteString } from '../../parser/text.ts';

/**
 * File access for lint.
 *
 * @param approvalFile path of the approval file, or `-` for standard input, which has no folder
 * @param cwd the working directory
 */
export function createLintFiles(approvalFile: string, cwd: string): LintFiles {
  const folder = approvalFile === '-' ? cwd : dirname(resolve(cwd, approvalFile));
  return {
    fromWorkingDirectory: createFileAccess(cwd),
    ...(folder === cwd ? {} : { fromOwnFolder: createFileAccess(folder) }),
  };
}

/** What is no regular file counts as unreadable: a pipe could keep us waiting for ever. */
export function createFileAccess(folder: string): DeviceFiles {
  const opened = new Map<string, { length: number; file: DeviceFile | undefined }>();
  return {
    open(path, length) {
      const key = toByteString(path);
      const known = opened.get(key);
      const isEnough = known !== undefined && (known.file === undefined || known.length >= length);
      const file = isEnough ? known.file : openFile(folder, path, length);
      if (!isEnough) opened.set(key, { length, file });
      return file && { size: file.size, start: file.start.subarray(0, length) };
    },
  };
}

function openFile(folder: string, path: FieldText, length: number): DeviceFile | undefined {
  const bytes = encodeText(path);
  if (bytes.length === 0 || bytes.includes(0)) return undefined;
  const full = isAbsolute(showText(path))
    ? Buffer.from(bytes)
    : Buffer.concat([Buffer.from(`${resolve(folder)}/`), bytes]);
  return readFileStart(full, length);
}
