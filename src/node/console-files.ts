import type { FileToEmpty, OutputFile } from '../files/file-to-empty.ts';
import type { DeviceFiles } from '../parser/device.ts';
import type { FieldText } from '../parser/text.ts';

export type { FileToEmpty, OutputFile } from '../files/file-to-empty.ts';

/**
 * Files as the commands of a console get at them; lint and the device need only `open`. Paths are as
 * typed, or as another file has them.
 */
export interface ConsoleFiles extends DeviceFiles {
  /**
   * Opens a file to be written and empties it.
   *
   * @param mayEmpty decides after a look at the file; without it any may be emptied
   * @returns undefined where that cannot be done or may not be, or it is a link or no regular file
   */
  empty(path: FieldText, mayEmpty?: (file: FileToEmpty) => boolean): OutputFile | undefined;
}
