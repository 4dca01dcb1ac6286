import type { Span } from '../../diagnostic.ts';
import type { ApprovalDocument, ApproverGroup } from '../document.ts';
import type { Field, Item, OtherItem } from '../items.ts';
import type { ByteString } from '../text.ts';

/** An approver's lines in the file, and the comments that belong to them. */
export interface ApproverBlock {
  /** The blank lines before it. */
  readonly blanks: readonly Item[];
  /** The comments directly above its first field, with no blank line between. */
  readonly heading: readonly OtherItem[];
  readonly fields: readonly Field[];
  /** From the heading, or else the first field, to the end of the last field. */
  readonly span: Span;
  /** Its number among the approvers, from 1. */
  readonly ordinal: number;
  readonly name: ByteString;
}

/** The blocks of all approvers, in order. */
export function blocksOf(document: ApprovalDocument): readonly ApproverBlock[] {
  const places = new Map(document.items.map((item, index) => [item, index]));
  return document.approvers.map((group, index) => blockOf(document, places, group, index + 1));
}

function blockOf(
  { items }: ApprovalDocument,
  places: ReadonlyMap<Item, number>,
  { fields }: ApproverGroup,
  ordinal: number,
): ApproverBlock {
  const [first] = fields;
  const last = fields.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('an approver has no fields');
  const at = places.get(first) ?? 0;
  const heading = runBefore(items, at, 'comment');
  const blanks = runBefore(items, at - heading.length, 'blank');
  return {
    blanks,
    heading,
    fields,
    span: { start: heading[0]?.start ?? first.start, end: last.end },
    ordinal,
    name: fields.findLast((field) => field.name === 'name')?.valueBytes ?? '',
  };
}

/** The items of a kind that stand directly before one. */
function runBefore(
  items: readonly Item[],
  at: number,
  kind: OtherItem['kind'],
): readonly OtherItem[] {
  let start = at;
  while (items[start - 1]?.kind === kind) start--;
  return items.slice(start, at) as readonly OtherItem[];
}
