import { createScanner, type Node, parseTree } from 'jsonc-parser';
import type { Span } from '../../diagnostic.ts';
import type { JsonProblem } from '../../failure-codes/json-problem.ts';
import type { JsonExpected } from '../../failure-codes/sdk5-diagnostic.ts';
import { decodeLatin1, encodeLatin1 } from '../../latin1.ts';
import type { JsonDocument, JsonMember, JsonValue } from './json-document.ts';

export type { JsonProblem } from '../../failure-codes/json-problem.ts';

/** Files of the newer command line have some kilobytes; this is more than any will. */
export const LARGEST_JSON_BYTES: number = 1 << 20;

/** No file of the newer command line has more than 4 levels. */
export const DEEPEST_JSON: number = 32;

/** A text and its problems; no document where it cannot be told what stands in it. */
export type JsonReading =
  | { readonly document: JsonDocument; readonly problems: readonly JsonProblem[] }
  | { readonly document: undefined; readonly problems: readonly [JsonProblem] };

const BYTE_ORDER_MARK = 'ï»¿';

/**
 * Reads JSON (RFC 8259), a byte order mark before it allowed, with the place of everything.
 *
 * @param bytes the whole file, any bytes at all
 * @returns the document, and what keeps it from being one that everybody reads alike: it never throws
 * @example
 * readJson(new TextEncoder().encode('{"a":1,"a":2}')).problems; // [{ code: 'duplicate-member', … }]
 */
export function readJson(bytes: Uint8Array): JsonReading {
  if (bytes.length > LARGEST_JSON_BYTES) {
    return fail({ code: 'too-large', bytes: bytes.length, most: LARGEST_JSON_BYTES });
  }
  const text = decodeLatin1(bytes);
  const badByte = findBadByte(bytes);
  if (badByte !== undefined) return fail({ code: 'not-utf8', span: oneByte(badByte) });
  // Places stay what they are, with blanks for the mark.
  const parsed = text.startsWith(BYTE_ORDER_MARK) ? `   ${text.slice(3)}` : text;
  const deep = findTooDeep(parsed);
  if (deep !== undefined)
    return fail({ code: 'too-deep', most: DEEPEST_JSON, span: oneByte(deep) });
  const tree = parse(parsed);
  if ('code' in tree) return fail(tree);
  const problems: JsonProblem[] = [];
  const root = convert(tree, text, problems);
  return { document: { text, root }, problems };
}

function fail(problem: JsonProblem): JsonReading {
  return { document: undefined, problems: [problem] };
}

function oneByte(start: number): Span {
  return { start, end: start + 1 };
}

/** The first byte from which on it is no UTF-8. */
function findBadByte(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  // The longest beginning that is UTF-8, by halves: a beginning that ends within a character is not wrong.
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8(bytes.subarray(0, middle), { stream: true })) good = middle;
    else bad = middle;
  }
  return good;
}

function isUtf8(bytes: Uint8Array, options: { readonly stream?: boolean } = {}): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
    return true;
  } catch {
    return false;
  }
}

/** jsonc-parser's SyntaxKind, which is a const enum. */
const SIGN = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 } as const;

/** Before the parser goes as deep as the text says, which might be deeper than it can. */
function findTooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let kind: number = scanner.scan(); kind !== SIGN.end; kind = scanner.scan()) {
    if (kind === SIGN.openBrace || kind === SIGN.openBracket) depth += 1;
    if (kind === SIGN.closeBrace || kind === SIGN.closeBracket) depth -= 1;
    if (depth > DEEPEST_JSON) return scanner.getTokenOffset();
  }
  return undefined;
}

function parse(text: string): Node | JsonProblem {
  const errors: { error: number; offset: number; length: number }[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first !== undefined) return describeError(first, text);
  // The parser forgives a little that is no JSON; the engine's own does not.
  if (tree !== undefined && isJson(text)) return tree;
  return { code: 'syntax', expected: 'json', span: { start: 0, end: text.length } };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** By the numbers of jsonc-parser's ParseErrorCode, which is a const enum. */
const EXPECTED: Readonly<Record<number, JsonExpected>> = {
  3: 'name',
  4: 'value',
  5: 'colon',
  6: 'comma',
  7: 'closing-brace',
  8: 'closing-bracket',
  9: 'end',
  12: 'string-end',
  14: 'escape',
  15: 'escape',
};

function describeError(
  { error, offset, length }: { error: number; offset: number; length: number },
  text: string,
): JsonProblem {
  const start = Math.min(offset, text.length);
  const span = { start, end: Math.min(text.length, start + Math.max(1, length)) };
  return { code: 'syntax', expected: EXPECTED[error] ?? 'json', span };
}

function convert(node: Node, text: string, problems: JsonProblem[]): JsonValue {
  const span = spanOf(node);
  switch (node.type) {
    case 'string':
      return { kind: 'string', value: readString(span, text), span };
    case 'array': {
      const items = (node.children ?? []).map((child) => convert(child, text, problems));
      return { kind: 'array', items, span };
    }
    case 'object':
      return { kind: 'object', members: convertMembers(node, text, problems), span };
    default:
      return { kind: 'scalar', value: node.value as number | boolean | null, span };
  }
}

function convertMembers(
  { children = [] }: Node,
  text: string,
  problems: JsonProblem[],
): readonly JsonMember[] {
  const seen = new Set<string>();
  return children.flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) return [];
    const nameSpan = spanOf(key);
    const name = readString(nameSpan, text);
    if (name === '__proto__') problems.push({ code: 'proto-member', name, span: nameSpan });
    else if (seen.has(name)) problems.push({ code: 'duplicate-member', name, span: nameSpan });
    seen.add(name);
    const span = spanOf(property);
    return [{ name, nameSpan, value: convert(value, text, problems), span }];
  });
}

const utf8 = new TextDecoder();

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** The whole file was found to be UTF-8 before, and a mark stands behind the first quote, where it stays. */
function readString({ start, end }: Span, text: string): string {
  return JSON.parse(utf8.decode(encodeLatin1(text.slice(start, end)))) as string;
}
