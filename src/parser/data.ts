import type { Field } from './items.ts';
import type { ByteString, FieldText } from './text.ts';

/** An approver, as data. */
export interface ApproverData {
  /** 1 is CU, 2 is CO. */
  readonly type: number;
  readonly name: FieldText;
  /** Path of the signature file. */
  readonly file: FieldText;
}

/** What an approval file says. */
export interface ApprovalData {
  readonly multiTokenFilePath: FieldText;
  /** Often empty: then only the multi token file is read. */
  readonly tokenFilePath: FieldText;
  readonly numberOfApprovals: number;
  readonly approvers: readonly ApproverData[];
}

/**
 * The number that a person means by a value: decimal or hexadecimal digits. Of anything else the digits
 * at its beginning count, and there are none that is 0.
 */
export function numberMeantBy(value: ByteString): number {
  const digits = /^(?:0[xX][0-9a-fA-F]+$|[+-]?[0-9]+)/.exec(value)?.[0] ?? '0';
  const number = Number(digits);
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, number));
}

/** The number of a field that may be missing; then 0. */
export function numberOf(field: Field | undefined): number {
  return field === undefined ? 0 : numberMeantBy(field.valueBytes);
}

/** The text of a field that may be missing; then empty. */
export function textOf(field: Field | undefined): FieldText {
  return field?.value ?? '';
}
