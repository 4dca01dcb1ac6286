import { applyEdits, type ByteEdit } from '../../byte-edits.ts';
import { Failure } from '../../failure.ts';
import type { ApprovalData } from '../data.ts';
import type { ApprovalDocument } from '../document.ts';
import { parseSource } from '../parse.ts';
import { agreesWithDevice, isSameReading } from '../same-reading.ts';

/**
 * Applies edits and makes sure that the file then says what it should, and that the device reads it where
 * it did so before. In a file where an approver lacks a line or has one twice, those of the next might be
 * taken for it.
 *
 * @param before what the user has
 * @param document what the edits are for: the same, or partly edited already
 * @param expected what the file should say
 * @throws Failure `approval-edit` where the file would say something else
 */
export function applyChecked(
  before: ApprovalDocument,
  document: ApprovalDocument,
  edits: readonly ByteEdit[],
  expected: ApprovalData,
): ApprovalDocument {
  const edited = parseSource(applyEdits(document.source, edits));
  const says = isSameReading(edited.data, expected);
  if (says && (agreesWithDevice(edited) || !agreesWithDevice(before))) return edited;
  throw new Failure('approval-edit', { problem: says ? 'reading-changed' : 'approvers-mixed' });
}
