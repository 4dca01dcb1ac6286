import type { ApprovalData } from './data.ts';
import type { DeviceReading } from './device.ts';

/**
 * Whether the device makes something else of a file than what a person wrote: another path, count or
 * approver, or an error. What it only remarks upon does not matter.
 */
export function readingsDiffer(written: ApprovalData, device: DeviceReading): boolean {
  return (
    device.error !== null ||
    device.multiTokenFilePath !== written.multiTokenFilePath ||
    device.tokenFilePath !== written.tokenFilePath ||
    device.numberOfApprovals !== written.numberOfApprovals ||
    device.approvers.length !== written.approvers.length ||
    device.approvers.some(({ type, name, file }, index) => {
      const other = written.approvers[index];
      return other?.type !== type || other.name !== name || other.file !== file;
    })
  );
}
