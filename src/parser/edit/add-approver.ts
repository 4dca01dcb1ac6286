import { applyEdits, type ByteEdit } from '../../byte-edits.ts';
import { checkApprover, checkCount, checkNewName } from '../check-data.ts';
import type { ApproverData } from '../data.ts';
import type { ApprovalDocument } from '../document.ts';
import { trimBlanks } from '../items.ts';
import { parseSource } from '../parse.ts';
import { type FieldText, fromByteString, toByteString } from '../text.ts';
import { approverLines } from '../write.ts';
import { applyChecked } from './apply-checked.ts';
import { type ApproverBlock, blocksOf } from './approver-block.ts';
import { linesLike } from './approver-style.ts';
import { endOfLine, insertLines, setHeaderField } from './field-edits.ts';

/**
 * Adds an approver behind the others, in the file's own style (order of fields, blanks around `=`,
 * comments that each approver has, ends of line), and makes the number of approvals true. Nothing else
 * changes.
 *
 * @throws Failure of kind `usage` for what {@link writeApproval} refuses, more than 20 approvers and
 *   an approver who is there already included ({@link setApprover} gives that one another file); `approval-edit` where the last approver of the file lacks a line, or the device would no
 *   longer read what is written
 * @example
 * const document = parseApproval('Number of Approvals = 0;\n');
 * const more = addApprover(document, { type: 2, name: 'officer3', file: 'officer3.sig' });
 */
export function addApprover(document: ApprovalDocument, approver: ApproverData): ApprovalDocument {
  checkApprover(approver);
  const count = document.approvers.length + 1;
  checkCount(count);
  const { data } = document;
  checkNewName(approver.name, data.approvers);
  const counted = parseSource(
    applyEdits(document.source, setHeaderField(document, 'numberOfApprovals', String(count))),
  );
  return applyChecked(document, counted, insertBlock(counted, approver), {
    ...data,
    numberOfApprovals: count,
    approvers: [...data.approvers, spokenOf(approver)],
  });
}

/** As it will be read: blanks around a value are none of it. */
function spokenOf({ type, name, file }: ApproverData): ApproverData {
  return { type, name: withoutBlanks(name), file: withoutBlanks(file) };
}

function withoutBlanks(text: FieldText): FieldText {
  return fromByteString(trimBlanks(toByteString(text)));
}

function insertBlock(document: ApprovalDocument, approver: ApproverData): readonly ByteEdit[] {
  const blocks = blocksOf(document);
  const at = placeForApprover(document);
  const lines =
    blocks.length === 0
      ? approverLines(
          approver,
          1,
          document.items.some(({ kind }) => kind === 'comment'),
        )
      : linesLike(blocks, approver);
  const blanks = Array.from({ length: blanksBefore(document, blocks, at) }, () => '');
  return insertLines(document, at, [...blanks, ...lines]);
}

/** Behind the last known field's line; at the end of the file where there is no approver yet. */
function placeForApprover(document: ApprovalDocument): number {
  const last = document.fields.findLast((field) => field.name !== undefined);
  if (document.approvers.length === 0 || last === undefined) return document.source.length;
  return endOfLine(document, last.end);
}

/** As many blank lines as there are between the last two; one where there are no two. */
function blanksBefore(
  document: ApprovalDocument,
  blocks: readonly ApproverBlock[],
  at: number,
): number {
  if (blocks.length > 1) return blocks.at(-1)?.blanks.length ?? 0;
  const endsBlank = at === 0 || document.source.slice(0, at).endsWith('\n\n');
  return endsBlank ? 0 : 1;
}
