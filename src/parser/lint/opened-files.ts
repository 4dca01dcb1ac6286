import { areUint8ArraysEqual } from 'uint8array-extras';
import { DEVICE_LIMITS, type DeviceFile, type DeviceFiles } from '../device.ts';
import { type ByteString, type FieldText, toByteString } from '../text.ts';

/** How lint gets at the files that an approval file names. */
export interface LintFiles {
  /** As the device opens them: relative paths start at the working directory. */
  readonly fromWorkingDirectory: DeviceFiles;
  /** Relative paths start at the approval file's own folder. Left out where that is the same, or unknown. */
  readonly fromOwnFolder?: DeviceFiles | undefined;
  /** That folder, as it is to be told: from the working directory. */
  readonly ownFolder?: string | undefined;
}

/** The files that an approval file names; each is opened once, whichever rules look at it. */
export interface OpenedFiles {
  /**
   * A file from the working directory, where the device looks, else from the approval file's own folder
   * (that it is not where the device looks is a finding of its own).
   *
   * @returns its size, and of its bytes as many as the device may want
   */
  find(path: FieldText): DeviceFile | undefined;
  /** Whether the two folders have different files of that path, or only one has any. */
  differ(path: FieldText): boolean;
  /** Whether only the approval file's own folder has any. */
  isOnlyInOwnFolder(path: FieldText): boolean;
  readonly ownFolder: string | undefined;
}

/** More than any file has that the device reads whole. */
const MOST_BYTES = DEVICE_LIMITS.tokens * DEVICE_LIMITS.tokenRecord;

export function openFilesOnce({
  fromWorkingDirectory,
  fromOwnFolder,
  ownFolder,
}: LintFiles): OpenedFiles {
  const here = openOnce(fromWorkingDirectory);
  const there = fromOwnFolder && openOnce(fromOwnFolder);
  return {
    find: (path) => here(path) ?? there?.(path),
    ownFolder,
    isOnlyInOwnFolder: (path) => here(path) === undefined && there?.(path) !== undefined,
    differ(path) {
      if (there === undefined) return false;
      const one = here(path);
      const other = there(path);
      if (one === undefined || other === undefined) return one !== other;
      return one.size !== other.size || !areUint8ArraysEqual(one.start, other.start);
    },
  };
}

function openOnce(files: DeviceFiles): (path: FieldText) => DeviceFile | undefined {
  const opened = new Map<ByteString, DeviceFile | undefined>();
  return (path) => {
    const key = toByteString(path);
    if (!opened.has(key)) opened.set(key, files.open(path, MOST_BYTES));
    return opened.get(key);
  };
}
