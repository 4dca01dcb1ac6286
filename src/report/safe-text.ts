/**
 * Text from files on its way to a page. Markup is no matter of this file: whatever becomes an element's text is
 * escaped by the renderer. Here it is what no renderer cares for: characters that reorder, hide or act.
 */
import { escapeUnsafe } from '../printable.ts';

/** Members that people write in lines, which are kept. */
const LINES = new Set(['text', 'command', 'statement', 'result', 'purpose', 'remark']);

/**
 * The same value with each text in it made safe to show. Whoever renders it need not think of it any more.
 *
 * @param value plain data, as JSON can hold it
 * @example
 * makeSafe({ name: 'bob\u202e', text: 'one\ntwo' }); // { name: 'bob\\u202e', text: 'one\ntwo' }
 */
export function makeSafe<Value>(value: Value): Value {
  return makeMemberSafe(value, false) as Value;
}

function makeMemberSafe(value: unknown, hasLines: boolean): unknown {
  if (typeof value === 'string') return hasLines ? escapeLines(value) : escapeUnsafe(value);
  if (Array.isArray(value)) return value.map((item) => makeMemberSafe(item, false));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, makeMemberSafe(member, LINES.has(name))]),
  );
}

function escapeLines(text: string): string {
  return text.split(/\r?\n/).map(escapeUnsafe).join('\n');
}
