import { encodeLatin1 } from '../latin1.ts';
import type { ApprovalData } from './data.ts';
import { type DeviceReading, readAsDevice } from './device.ts';
import type { ApprovalDocument } from './document.ts';
import { type FieldText, isSameText, toByteString } from './text.ts';
import { isWrittenFrom } from './write.ts';

/** Whether two readings say the same. */
export function isSameReading(one: ApprovalData, other: ApprovalData): boolean {
  return (
    isSameText(one.multiTokenFilePath, other.multiTokenFilePath) &&
    isSameText(one.tokenFilePath, other.tokenFilePath) &&
    one.numberOfApprovals === other.numberOfApprovals &&
    one.approvers.length === other.approvers.length &&
    one.approvers.every((approver, index) => {
      const counterpart = other.approvers[index];
      return (
        approver.type === counterpart?.type &&
        isSameText(approver.name, counterpart.name) &&
        isSameText(approver.file, counterpart.file)
      );
    })
  );
}

/**
 * Whether the device makes something else of a file than what a person wrote: another path, count or
 * approver, or an error. What it only remarks upon does not matter.
 */
export function readingsDiffer(written: ApprovalData, device: DeviceReading): boolean {
  return device.error !== null || !isSameReading(written, device);
}

/**
 * Whether a file says what the device reads of it and nothing else, as far as that is seen without parsing it: of what mofn
 * writes.
 *
 * @param device as if all files that it names were there
 */
export function isPlainlyRead(bytes: Uint8Array, device: DeviceReading): boolean {
  return device.error === null && !textsOf(device).some(isPadded) && isWrittenFrom(bytes, device);
}

function textsOf({ multiTokenFilePath, tokenFilePath, approvers }: ApprovalData): FieldText[] {
  return [
    multiTokenFilePath,
    tokenFilePath,
    ...approvers.flatMap(({ name, file }) => [name, file]),
  ];
}

/** The device takes blanks for a part of a value, of which a person sees nothing. */
function isPadded(text: FieldText): boolean {
  return /^[ \t\r\v\f]|[ \t\r\v\f]$/.test(toByteString(text));
}

/** Whether the device takes a file, as if all files that it names were there, and reads what is written. */
export function agreesWithDevice(document: ApprovalDocument): boolean {
  const { source, data } = document;
  return !readingsDiffer(data, readAsDevice(encodeLatin1(source)));
}
