import { Failure } from '../failure.ts';
import type { ApprovalTextField, TextProblem } from '../failure-codes/parser.ts';
import type { ApprovalData, ApproverData } from './data.ts';
import { DEVICE_FIELDS } from './device/fields.ts';
import { DEVICE_LIMITS } from './device/limits.ts';
import { type ByteString, type FieldText, showText, toByteString } from './text.ts';
import { isSameName, nameKey } from './user-names.ts';

/**
 * Refuses what the device would not give back unchanged, and what it would refuse.
 *
 * @throws Failure of kind `usage` that names the value
 */
export function checkData(data: ApprovalData): void {
  checkText('multiTokenFilePath', data.multiTokenFilePath);
  checkText('tokenFilePath', data.tokenFilePath);
  const approvers = data.approvers.length;
  checkCount(approvers);
  if (data.numberOfApprovals !== approvers) {
    throw new Failure('approval-count', { count: data.numberOfApprovals, approvers });
  }
  data.approvers.forEach(checkApprover);
  for (const [at, { name }] of data.approvers.entries()) {
    checkNewName(name, data.approvers.slice(0, at));
  }
}

/**
 * Refuses a second approval of one officer, which no HSM counts. A name of no letters is nobody's.
 *
 * @throws Failure `approver-there`
 */
export function checkNewName(name: FieldText, others: readonly ApproverData[]): void {
  if (nameKey(name) === '' || !others.some((other) => isSameName(other.name, name))) return;
  throw new Failure('approver-there', { name: showText(name) });
}

/** @throws Failure `approver-type`, or of {@link checkText} */
export function checkApprover({ type, name, file }: ApproverData): void {
  checkType(type);
  checkText('name', name);
  checkText('file', file);
}

/** @throws Failure `approver-type` */
export function checkType(type: number): void {
  if (type !== 1 && type !== 2) throw new Failure('approver-type', { type });
}

/** @throws Failure `approval-limit` */
export function checkCount(approvals: number): void {
  const most = DEVICE_LIMITS.approvals;
  if (Number.isInteger(approvals) && approvals >= 0 && approvals <= most) return;
  throw new Failure('approval-limit', { approvals, most });
}

/** @throws Failure `approval-path-empty` or `approval-text` */
export function checkText(field: ApprovalTextField, text: FieldText): void {
  const bytes = toByteString(text);
  if (bytes === '' && (field === 'multiTokenFilePath' || field === 'file')) {
    throw new Failure('approval-path-empty', { field });
  }
  const problem = isHalved(text) ? HALVED : findProblem(field, bytes);
  if (problem === undefined) return;
  throw new Failure('approval-text', { field, text: showText(text), problem });
}

const HALVED: TextProblem = { code: 'half-surrogate' };

function isHalved(text: FieldText): boolean {
  return typeof text === 'string' && /\p{Surrogate}/u.test(text);
}

function findProblem(field: ApprovalTextField, bytes: ByteString): TextProblem | undefined {
  const { capacity } = DEVICE_FIELDS[field];
  if (bytes.includes(';')) return { code: 'semicolon' };
  if (bytes.includes('\n')) return { code: 'line-break' };
  if (bytes.includes('\0')) return { code: 'nul' };
  if (/^[ :=]/.test(bytes)) return { code: 'skipped-start' };
  if (capacity !== undefined && bytes.length >= capacity) {
    return { code: 'length', bytes: bytes.length, most: capacity - 1 };
  }
  return undefined;
}
