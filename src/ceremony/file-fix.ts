/**
 * What makes an approval file be read as it is meant, before anybody looks at its signatures.
 */
import { DEVICE_LIMITS, readAsDevice } from '../parser/device.ts';
import { setHeader } from '../parser/edit/set-fields.ts';
import { lintAndFix } from '../parser/lint.ts';
import { parseApproval } from '../parser/parse.ts';
import { agreesWithDevice, isPlainlyRead, isSameReading } from '../parser/same-reading.ts';
import type { FileFix } from './next-steps.ts';

/**
 * Finds what makes the HSM's tool read a classic approval file as it is meant: what lint can fix, else
 * another number of approvals.
 *
 * @param bytes the approval file, any bytes at all
 * @returns nothing where neither changes what the tool reads
 * @example
 * findFileFix(readFileSync('approval.txt')); // { code: 'set-count', count: 2 }
 */
export function findFileFix(bytes: Uint8Array): FileFix | undefined {
  if (isPlainlyRead(bytes, readAsDevice(bytes))) return undefined;
  const fixed = lintAndFix(bytes);
  if (fixed.applied > 0 && !isReadAlike(bytes, fixed.bytes)) return { code: 'fix-file' };
  const document = parseApproval(bytes);
  const { numberOfApprovals, approvers } = document.data;
  const count = approvers.length;
  if (count === 0 || count === numberOfApprovals) return undefined;
  if (count > DEVICE_LIMITS.approvals) return undefined;
  const counted = setHeader(document, { numberOfApprovals: count });
  return agreesWithDevice(counted) ? { code: 'set-count', count } : undefined;
}

function isReadAlike(bytes: Uint8Array, others: Uint8Array): boolean {
  const one = readAsDevice(bytes);
  const other = readAsDevice(others);
  return (
    isSameReading(one, other) &&
    one.error?.code === other.error?.code &&
    one.warnings.length === other.warnings.length
  );
}
