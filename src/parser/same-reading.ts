import type { ApprovalData } from './data.ts';
import { type DeviceReading, readAsDevice } from './device.ts';
import type { ApprovalDocument } from './document.ts';

/** Whether two readings say the same. */
export function isSameReading(one: ApprovalData, other: ApprovalData): boolean {
  return (
    one.multiTokenFilePath === other.multiTokenFilePath &&
    one.tokenFilePath === other.tokenFilePath &&
    one.numberOfApprovals === other.numberOfApprovals &&
    one.approvers.length === other.approvers.length &&
    one.approvers.every((approver, index) => {
      const counterpart = other.approvers[index];
      return (
        approver.type === counterpart?.type &&
        approver.name === counterpart.name &&
        approver.file === counterpart.file
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

/** Whether the device takes a file, as if all files that it names were there, and reads what is written. */
export function agreesWithDevice({ source, data }: ApprovalDocument): boolean {
  return !readingsDiffer(data, readAsDevice(Buffer.from(source, 'latin1')));
}
