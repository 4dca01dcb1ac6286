import type { FieldText } from '../text.ts';

/** A file that the device has opened. */
export interface DeviceFile {
  /** The file's size, in bytes. */
  readonly size: number;
  /** Its first bytes: as many as were asked for, or all where it has fewer. */
  readonly start: Uint8Array;
}

/** How the device gets at the files that an approval file names. */
export interface DeviceFiles {
  /**
   * @param path as it stands in the approval file, never empty; relative paths start at the working
   *   directory, never at the approval file's folder
   * @param length how many bytes of it are wanted
   * @returns undefined where it cannot be opened
   */
  open(path: FieldText, length: number): DeviceFile | undefined;
}

/** Files that all open and have the right size. */
export const EVERY_FILE: DeviceFiles = {
  open: (_, length) => ({ size: length, start: new Uint8Array(length) }),
};
