import { CommandFailure } from '../command-failure.ts';
import type { ApprovalData, ApproverData } from './data.ts';
import { DEVICE_FIELDS } from './device/fields.ts';
import { DEVICE_LIMITS } from './device/limits.ts';
import { FIELD_KEYS, type FieldName } from './fields.ts';
import { type ByteString, type FieldText, fromByteString, showText, toByteString } from './text.ts';

/** A field whose value is text. */
export type TextFieldName = Exclude<FieldName, 'numberOfApprovals' | 'type'>;

/**
 * Refuses what the device would not give back unchanged, and what it would refuse.
 *
 * @throws Failure of kind `usage` that names the value
 */
export function checkData(data: ApprovalData): void {
  checkText('multiTokenFilePath', data.multiTokenFilePath);
  checkText('tokenFilePath', data.tokenFilePath);
  checkCount(data.approvers.length);
  if (data.numberOfApprovals !== data.approvers.length) {
    throw new CommandFailure(
      'usage',
      `the number of approvals is ${data.numberOfApprovals}, but there are ${data.approvers.length} approvers`,
      'leave the number out: it follows from the approvers',
    );
  }
  data.approvers.forEach(checkApprover);
}

/** @throws Failure of kind `usage` */
export function checkApprover({ type, name, file }: ApproverData): void {
  checkType(type);
  checkText('name', name);
  checkText('file', file);
}

/** @throws Failure of kind `usage` */
export function checkType(type: number): void {
  if (type === 1 || type === 2) return;
  throw new CommandFailure(
    'usage',
    `the approver type ${type} is neither 1 nor 2`,
    '1 stands for a CU, 2 for a CO',
  );
}

/** @throws Failure of kind `usage` */
export function checkCount(approvers: number): void {
  if (Number.isInteger(approvers) && approvers >= 0 && approvers <= DEVICE_LIMITS.approvals) return;
  throw new CommandFailure(
    'usage',
    `found ${approvers} approvals, and the device takes ${DEVICE_LIMITS.approvals} at most`,
    'M of them are enough',
  );
}

/** @throws Failure of kind `usage` */
export function checkText(field: TextFieldName, text: FieldText): void {
  const value = toByteString(text);
  if (value === '' && (field === 'multiTokenFilePath' || field === 'file')) {
    throw new CommandFailure(
      'usage',
      `"${FIELD_KEYS[field]}" is empty, and the device opens it in any case`,
      'give a path',
    );
  }
  const reason = isHalved(text) ? 'it has half of a surrogate pair' : whyChanged(field, value);
  if (reason === undefined) return;
  const start = showText(fromByteString(value.slice(0, 80)));
  const shown = JSON.stringify(value.length > 80 ? `${start}…` : start);
  throw new CommandFailure(
    'usage',
    `"${FIELD_KEYS[field]}" cannot be ${shown}: ${reason}`,
    'rename it: the device would read something else',
  );
}

/** Has a surrogate without its other half, for which UTF-8 has no bytes. */
function isHalved(text: FieldText): boolean {
  return typeof text === 'string' && /\p{Surrogate}/u.test(text);
}

function whyChanged(field: TextFieldName, value: ByteString): string | undefined {
  const { room } = DEVICE_FIELDS[field];
  if (value.includes(';')) return 'a ";" ends the value';
  if (value.includes('\n')) return 'a line break ends the value';
  if (value.includes('\0')) return 'a NUL ends the value';
  if (/^[ :=]/.test(value)) return 'blanks, ":" and "=" at the beginning are skipped';
  if (room !== undefined && value.length >= room) {
    return `it has ${value.length} bytes, and the device takes ${room - 1}`;
  }
  return undefined;
}
