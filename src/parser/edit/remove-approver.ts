import type { ByteEdit } from '../../byte-edits.ts';
import type { Span } from '../../diagnostic.ts';
import { Failure } from '../../failure.ts';
import type { ApprovalDocument } from '../document.ts';
import type { Item } from '../items.ts';
import { type FieldText, fromByteString, showText } from '../text.ts';
import { isSameName } from '../user-names.ts';
import { applyChecked } from './apply-checked.ts';
import { type ApproverBlock, blocksOf } from './approver-block.ts';
import { setHeaderField } from './field-edits.ts';

/**
 * Removes an approver, with the comments directly above and within it and the blank lines before it,
 * and makes the number of approvals true; headings like `# Approver 3` further down are counted anew.
 * Nothing else changes. Where the name stands several times, all of them go.
 *
 * @param name as on the HSM, letter case does not matter
 * @throws Failure `approver-unknown` where there is no such approver, `approval-edit` where the lines of
 *   incomplete approvers would be mixed up
 */
export function removeApprover(document: ApprovalDocument, name: FieldText): ApprovalDocument {
  const blocks = blocksOf(document);
  const gone = new Set(blocks.filter((block) => isSameName(fromByteString(block.name), name)));
  if (gone.size === 0) throw unknownApprover(document, name);
  const removed = [...gone].flatMap((block) => removeBlock(document, block));
  const count = blocks.length - gone.size;
  const { data } = document;
  return applyChecked(
    document,
    document,
    [
      ...setHeaderField(document, 'numberOfApprovals', String(count)),
      ...removed,
      ...renumber(blocks, gone),
    ],
    {
      ...data,
      numberOfApprovals: count,
      approvers: data.approvers.filter((approver) => !isSameName(approver.name, name)),
    },
  );
}

/** The failure for an approver that is not there; it names those that are. */
export function unknownApprover(
  { data }: ApprovalDocument,
  name: FieldText,
): Failure<'approver-unknown'> {
  const approvers = data.approvers.map((approver) => showText(approver.name));
  return new Failure('approver-unknown', { name: showText(name), approvers });
}

/** A header field that stands among an approver's lines stays. */
function removeBlock(document: ApprovalDocument, block: ApproverBlock): readonly ByteEdit[] {
  const own = new Set<Item>([...block.heading, ...block.fields]);
  const within = document.items.filter(
    (item) => item.start >= block.span.start && item.end <= block.span.end,
  );
  const isFirst = block.blanks[0]?.start === 0;
  const items = within.filter(
    (item) => own.has(item) || item.kind === 'comment' || item.kind === 'blank',
  );
  const all = isFirst ? items : [...block.blanks, ...items];
  return merge(all.map((item) => spanToRemove(document, item))).map((span) => ({ span, text: '' }));
}

/** A field that shares its line leaves the end of line to the other. */
function spanToRemove({ source }: ApprovalDocument, item: Item): Span {
  const sharesLine = item.kind === 'field' && item.start > 0 && source[item.start - 1] !== '\n';
  return { start: item.start, end: sharesLine ? item.lineEndSpan.start : item.end };
}

function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && last.end === span.start) {
      merged[merged.length - 1] = { start: last.start, end: span.end };
    } else merged.push(span);
  }
  return merged;
}

/** `# Approver 3` becomes `# Approver 2` where one before it has gone. */
function renumber(
  blocks: readonly ApproverBlock[],
  gone: ReadonlySet<ApproverBlock>,
): readonly ByteEdit[] {
  const left = blocks.filter((block) => !gone.has(block));
  return left.flatMap((block, index) => {
    if (block.ordinal === index + 1) return [];
    return block.heading.flatMap((comment) => {
      const numbered = /^(.*\bapprover[ \t]+#?)(\d+)\b/i.exec(comment.textBytes);
      const [, before = '', digits = ''] = numbered ?? [];
      if (Number(digits) !== block.ordinal) return [];
      const start = comment.start + before.length;
      return [{ span: { start, end: start + digits.length }, text: String(index + 1) }];
    });
  });
}
