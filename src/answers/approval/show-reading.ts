/**
 * What `mofn approval show --json` prints of one file behind `schemaVersion`: one object a line, keys always
 * the same and in this order.
 */

import { type DeviceReading, readAsDevice } from '../../parser/device.ts';
import type { ApprovalDocument } from '../../parser/document.ts';
import { showText } from '../../parser/text.ts';
import { describeDeviceError, describeDeviceWarning } from '../../words/device.ts';
import type { ShownReading } from './reading-answer.ts';

/**
 * What the device makes of a file, as if every file that it names opened and had the right size.
 *
 * @param file the path, as it was given
 * @param bytes the file's bytes, any bytes at all
 * @example
 * JSON.stringify(showAsDevice('approval.txt', bytes)); // the rest of a line of `show --as device --json`
 */
export function showAsDevice(file: string, bytes: Uint8Array): ShownReading {
  return showReading(file, readAsDevice(bytes));
}

/** A reading, its values as they are shown. */
function showReading(file: string, reading: DeviceReading): ShownReading {
  return {
    file,
    multiTokenFilePath: showText(reading.multiTokenFilePath),
    tokenFilePath: showText(reading.tokenFilePath),
    numberOfApprovals: reading.numberOfApprovals,
    approvers: reading.approvers.map((approver) => ({
      type: approver.type,
      name: showText(approver.name),
      file: showText(approver.file),
    })),
    warnings: reading.warnings.map(describeDeviceWarning),
    error: reading.error === null ? null : describeDeviceError(reading.error),
  };
}

/** What a person wrote; its error is always null, since it is nobody's reading but the author's. */
export function showAsWritten(file: string, { data }: ApprovalDocument): ShownReading {
  return showReading(file, { ...data, warnings: [], error: null });
}
