import type { DeviceFiles } from '../parser/device.ts';
import type { FieldText } from '../parser/text.ts';

/** A file that was emptied and is being filled. */
export interface OutputFile {
  /** @throws a system error where the disk is full */
  write(bytes: Uint8Array): void;
  close(): void;
}

/**
 * Files as the commands of a console get at them; lint and the device need only `open`. Paths are as
 * typed, or as another file has them.
 */
export interface ConsoleFiles extends DeviceFiles {
  /**
   * Opens a file to be written and empties it.
   *
   * @returns undefined where that cannot be done, or it is a link or no regular file
   */
  empty(path: FieldText): OutputFile | undefined;
}
