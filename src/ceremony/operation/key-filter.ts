/**
 * Filters that name a key, as the newer console takes them: `attr.NAME=VALUE` or `key-reference=0x…`, several at once,
 * all of which must match.
 */
import { splitLine } from '../../split-line.ts';
import { formatKeyHandle } from '../../token/sdk5/key-reference.ts';
import { isKeyService, SERVICE } from '../../token/service.ts';
import type { Operation } from './operation.ts';
import { findOperationKind } from './operation-kinds.ts';

/** Of `key wrap`: the other of its two keys, each of which has a quorum of its own. */
const OTHER_FILTER = 'wrapping-filter';

/**
 * The keys that an operation names by their references; nothing for one that it names in another way. There is one for
 * each filter, and none where the operation is about no key.
 */
function listNamedKeys({ op, arguments: values }: Operation): readonly (string | undefined)[] {
  const kind = findOperationKind(op);
  if (kind === undefined || !isKeyService(SERVICE[kind.service])) return [];
  const other = findOption(values['options'] ?? '', OTHER_FILTER);
  return [splitWords(values['key'] ?? ''), ...(other === undefined ? [] : [other])].map(
    findReference,
  );
}

/**
 * The key that an operation names, where it can be about no other and that is not the one that is asked about.
 *
 * @param reference as `0x0000000000680006`
 * @returns nothing where the operation may be about that key, as far as its filters tell
 */
export function findOtherNamedKey(operation: Operation, reference: string): string | undefined {
  const named = listNamedKeys(operation);
  const isAbout = named.some((key) => key === undefined || key === reference);
  return isAbout ? undefined : named[0];
}

/**
 * Whether a filter of a rule means that of an operation: each word of the rule is one of the operation's, in whatever
 * order, and `*` stands for any characters. However a reference is written, it is the same.
 *
 * @param isMatch whether a word is meant by one with `*` in it
 */
export function matchesFilter(
  value: string,
  wanted: string,
  isMatch: (word: string, wanted: string) => boolean,
): boolean {
  const words = splitWords(value).map(normalizeWord);
  return splitWords(wanted).every((one) => {
    const normal = normalizeWord(one);
    return words.some((word) => isMatch(word, normal));
  });
}

/** What is no sound line is one word. */
function splitWords(text: string): readonly string[] {
  const split = splitLine(text);
  return split.kind === 'words' ? split.words : [text];
}

/** The words of an option among others. */
export function findOption(options: string, name: string): readonly string[] | undefined {
  const words = splitWords(options);
  const at = words.indexOf(`--${name}`);
  if (at < 0) return undefined;
  const behind = words.slice(at + 1);
  const end = behind.findIndex((word) => word.startsWith('--'));
  return end < 0 ? behind : behind.slice(0, end);
}

const REFERENCE = 'key-reference=';

function findReference(words: readonly string[]): string | undefined {
  const found = words
    .map(normalizeWord)
    .find((word) => /^key-reference=0x[0-9a-f]{16}$/.test(word));
  return found?.slice(REFERENCE.length);
}

/** References are hexadecimal or decimal, with or without leading zeros. */
function normalizeWord(word: string): string {
  if (!word.startsWith(REFERENCE)) return word;
  const [number] = /^(0x[0-9a-f]{1,16}|\d{1,16})$/i.exec(word.slice(REFERENCE.length)) ?? [];
  const handle = Number(number);
  return Number.isSafeInteger(handle) ? `${REFERENCE}${formatKeyHandle(handle)}` : word;
}
