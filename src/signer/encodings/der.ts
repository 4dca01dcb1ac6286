/**
 * As much of DER (X.690) as it takes to tell one kind of key file from another. Nothing here reads the
 * numbers of a key: public-key.ts and node:crypto do.
 */
import { concatUint8Arrays } from 'uint8array-extras';

/** One tag-length-value. `content` is the value, `whole` the value with its head. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  /** Cut into pieces, as BER allows. */
  octetStringInPieces: 0x24,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

const END_OF_CONTENTS = 0;
const DEEPEST = 32;

/**
 * The element at the beginning of the bytes; what follows it is left alone. Elements of indefinite
 * length (BER) are turned into DER first.
 *
 * @returns nothing where no whole element stands there
 */
export function readElement(bytes: Uint8Array): DerElement | undefined {
  return readSized(bytes)?.element;
}

/**
 * As {@link readElement}, with the number of bytes that the element takes in the source.
 */
export function readSized(
  source: Uint8Array,
): { readonly element: DerElement; readonly size: number } | undefined {
  const head = readHead(source, 0);
  if (head === undefined) return undefined;
  if (head.length !== undefined) {
    const end = head.start + head.length;
    if (end > source.length) return undefined;
    return { element: makeElement(source.subarray(0, end), head.tag, head.start), size: end };
  }
  const converted = convertIndefinite(source, 0, 0);
  if (converted === undefined) return undefined;
  const element = readElement(converted.der);
  return element && { element, size: converted.end };
}

/** The elements inside a constructed one; nothing where its content is not a row of elements. */
export function readChildren(element: DerElement): DerElement[] | undefined {
  const children: DerElement[] = [];
  for (let rest = element.content; rest.length > 0; ) {
    const child = readSized(rest);
    if (child === undefined) return undefined;
    children.push(child.element);
    rest = rest.subarray(child.size);
  }
  return children;
}

/** As {@link readChildren}, with no children where there is no element or no row of elements in it. */
export function childrenOf(element: DerElement | undefined): readonly DerElement[] {
  return (element && readChildren(element)) ?? [];
}

/** Writes an element. */
export function encodeElement(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  return concatUint8Arrays([Uint8Array.of(tag, ...encodeLength(length)), ...contents]);
}

/** An object identifier in dots, as `1.2.840.113549.1.1.1`. */
export function decodeOid(element: DerElement | undefined): string | undefined {
  if (element?.tag !== TAG.oid) return undefined;
  const numbers: number[] = [];
  let value = 0;
  for (const byte of element.content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...others] = numbers;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - 40 * top, ...others].join('.');
}

interface Head {
  readonly tag: number;
  /** Where the content starts. */
  readonly start: number;
  /** Missing where the length is indefinite. */
  readonly length: number | undefined;
}

function readHead(source: Uint8Array, at: number): Head | undefined {
  const tag = source[at];
  const first = source[at + 1];
  // Tags above 30, which take several bytes, occur in no key file.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  if (first < 0x80) return { tag, start: at + 2, length: first };
  if (first === 0x80) return { tag, start: at + 2, length: undefined };
  const count = first & 0x7f;
  if (count > 6 || at + 2 + count > source.length) return undefined;
  return {
    tag,
    start: at + 2 + count,
    length: readNumber(source.subarray(at + 2, at + 2 + count)),
  };
}

function makeElement(whole: Uint8Array, tag: number, start: number): DerElement {
  return { tag, whole, content: whole.subarray(start) };
}

/** X.690, 8.1.3.6: what has no length ends at two zero bytes. */
function convertIndefinite(
  source: Uint8Array,
  at: number,
  depth: number,
): { readonly der: Uint8Array; readonly end: number } | undefined {
  const head = readHead(source, at);
  if (head === undefined || depth > DEEPEST) return undefined;
  if (head.length !== undefined) {
    const end = head.start + head.length;
    return end > source.length ? undefined : { der: source.subarray(at, end), end };
  }
  const parts: Uint8Array[] = [];
  let position = head.start;
  while (source[position] !== END_OF_CONTENTS) {
    const child = convertIndefinite(source, position, depth + 1);
    if (child === undefined) return undefined;
    parts.push(child.der);
    position = child.end;
  }
  if (source[position + 1] !== 0) return undefined;
  return { der: encodeElement(head.tag, concatUint8Arrays(parts)), end: position + 2 };
}

function encodeLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

/** A number of at most six bytes, big-endian; of no bytes it is 0. */
export function readNumber(bytes: Uint8Array): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
