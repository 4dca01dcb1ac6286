import type { ApproverData } from '../data.ts';
import { APPROVER_FIELDS, type ApproverFieldName, FIELD_KEYS } from '../fields.ts';
import type { Field } from '../items.ts';
import { type ByteString, toByteString } from '../text.ts';
import type { ApproverBlock } from './approver-block.ts';

/** Stand for what differs from one approver to the next. Neither can be in a file's line. */
const ORDINAL = '\n1';
const NAME = '\n2';

/**
 * The lines of a new approver that looks like the others: their order of fields, their blanks around
 * `=`, and those of their comments that say the same of each, with numbers and names replaced. The
 * comments of an only approver are copied where they are no remarks on that one: a numbered heading
 * with all below it, and one that tells CO from CU.
 *
 * @param blocks those that the file has, at least one
 * @returns without ends of line
 */
export function linesLike(
  blocks: readonly ApproverBlock[],
  approver: ApproverData,
): readonly ByteString[] {
  const model = blocks.at(-1);
  if (model === undefined) return [];
  const others = blocks.slice(0, -1);
  const values = {
    type: String(approver.type),
    name: toByteString(approver.name),
    file: toByteString(approver.file),
  };
  const fill = (line: ByteString): ByteString =>
    line.replaceAll(ORDINAL, String(model.ordinal + 1)).replaceAll(NAME, values.name);
  const heading = sharedHeading(model, others).map(fill);
  const fields = orderOf(model).map((name) => {
    const field = model.fields.findLast((candidate) => candidate.name === name);
    const tail = field === undefined ? '' : fill(sharedTail(field, model, others));
    return `${FIELD_KEYS[name]}${separatorOf(field)}${values[name]};${tail}`;
  });
  return [...heading, ...fields];
}

function orderOf(model: ApproverBlock): readonly ApproverFieldName[] {
  const written = new Set(model.fields.map((field) => field.name as ApproverFieldName));
  return [...new Set([...written, ...APPROVER_FIELDS])];
}

/** The blanks around `=`, unless the device would take them for a part of the value. */
function separatorOf(field: Field | undefined): ByteString {
  if (field === undefined) return ' = ';
  const { start, end } = field.separatorSpan;
  const separator = field.textBytes.slice(start - field.start, end - field.start);
  return /^ *[=:] *$/.test(separator) ? separator : ' = ';
}

function sharedHeading(
  model: ApproverBlock,
  others: readonly ApproverBlock[],
): readonly ByteString[] {
  const lines = headingPatterns(model);
  if (others.length === 0) return lines[0]?.includes(ORDINAL) ? lines : [];
  const shared = new Set(others.flatMap(headingPatterns));
  return lines.filter((line) => shared.has(line));
}

function headingPatterns(block: ApproverBlock): readonly ByteString[] {
  return block.heading.map((comment) => patternOf(comment.textBytes, block));
}

function sharedTail(
  field: Field,
  model: ApproverBlock,
  others: readonly ApproverBlock[],
): ByteString {
  const tail = patternOf(field.tailBytes, model);
  if (others.length === 0) return /\bCO\b/.test(tail) && /\bCU\b/.test(tail) ? tail : '';
  const isShared = others.some((other) =>
    other.fields.some(
      (candidate) =>
        candidate.name === field.name && patternOf(candidate.tailBytes, other) === tail,
    ),
  );
  return isShared ? tail : '';
}

/** A comment with the approver's number and name left open. */
function patternOf(comment: ByteString, { ordinal, name }: ApproverBlock): ByteString {
  const numbered = comment
    .replace(/[ \t\r\n]+$/, '')
    .replace(/^(.*\bapprover[ \t]+#?)(\d+)\b/i, (whole, before: string, digits: string) =>
      Number(digits) === ordinal ? `${before}${ORDINAL}` : whole,
    );
  return /^\w+$/.test(name)
    ? numbered.replace(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'), NAME)
    : numbered;
}
