import { DEVICE_LIMITS } from '../../../../parser/device.ts';
import { CommandFailure } from '../../../command-failure.ts';

/** @throws CommandFailure of kind `usage` where no HSM has such an M */
export function checkRequired(required: number | undefined): void {
  if (required === undefined) return;
  if (Number.isInteger(required) && required >= 1 && required <= DEVICE_LIMITS.approvals) return;
  throw new CommandFailure(
    'usage',
    `found --required ${required}, expected a whole number from 1 to ${DEVICE_LIMITS.approvals}`,
    'getMValue prints M',
  );
}
