import { escapeUnsafe } from '../../printable.ts';

/**
 * The same value with each text in it made safe to show, so that no part of the page needs to think of it: markup is
 * no danger, as texts become text nodes, but characters that reorder, hide or act are. Bytes stay as they are, and so do
 * the ends of lines in what the device says.
 *
 * @example
 * makeSafe({ name: 'bob\u202e', bytes: new Uint8Array(2) }); // { name: 'bob\\u202e', bytes: Uint8Array(2) [0, 0] }
 */
export function makeSafe<Value>(value: Value): Value {
  return makeMemberSafe(value) as Value;
}

function makeMemberSafe(value: unknown): unknown {
  if (typeof value === 'string') return escapeUnsafe(value);
  if (Array.isArray(value)) return value.map(makeMemberSafe);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'error' && typeof member === 'string' ? escapeLines(member) : makeMemberSafe(member),
    ]),
  );
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeUnsafe).join('\n');
}
