/**
 * Keys out of the bytes that a terminal sends.
 */

/** A key that edits; characters come as `{ text }`, as many as were typed or pasted together. */
export type EditingKey =
  | 'enter'
  | 'interrupt'
  | 'end-of-input'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'up'
  | 'down'
  | 'kill-line'
  | 'kill-rest'
  | 'kill-word'
  | 'redraw'
  | 'complete';

export type Key = EditingKey | { readonly text: string };

const CONTROLS: Readonly<Record<string, EditingKey>> = {
  '\x01': 'home',
  '\x02': 'left',
  '\x03': 'interrupt',
  '\x04': 'end-of-input',
  '\x05': 'end',
  '\x06': 'right',
  '\b': 'backspace',
  '\n': 'enter',
  '\x0b': 'kill-rest',
  '\x0c': 'redraw',
  '\r': 'enter',
  '\x0e': 'down',
  '\x10': 'up',
  '\x15': 'kill-line',
  '\x17': 'kill-word',
  '\x7f': 'backspace',
};

/** Where text ends and a key begins. */
const KEY_BEGINS = new RegExp(`[\x1b${Object.keys(CONTROLS).join('')}]`);
const KEY_OR_TAB = new RegExp(`[\t\x1b${Object.keys(CONTROLS).join('')}]`);

/** ECMA-48 sequences by their final byte, or by number and `~`, as xterm and its kin send them. */
const SEQUENCES: Readonly<Record<string, EditingKey>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  '1~': 'home',
  '3~': 'delete',
  '4~': 'end',
  '7~': 'home',
  '8~': 'end',
};

// CSI and SS3 sequences, whole: introducer, parameters and intermediates, final byte.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const SEQUENCE = /^\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*([\x40-\x7e])|O([\x40-\x7e]))/;
// The beginning of a sequence whose end is still to come.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const UNFINISHED = /^\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*|O)?$/;

/** No key has a longer one, in characters; what goes on for longer is none. */
const LONGEST_SEQUENCE = 64;

/**
 * Takes one key from the front of what was typed.
 *
 * @param typed what has arrived and was not taken yet; not empty
 * @param completes whether Tab is a key; otherwise it is a blank
 * @returns the key and how many characters it took; without a key for what is to be ignored;
 *   undefined where the rest of a sequence must come first
 */
export function takeKey(
  typed: string,
  completes: boolean = false,
): { readonly key?: Key; readonly length: number } | undefined {
  if (typed.startsWith('\x1b')) return takeSequence(typed.slice(0, LONGEST_SEQUENCE));
  const [character = ''] = typed;
  const control = completes && character === '\t' ? 'complete' : CONTROLS[character];
  if (control !== undefined) return { key: control, length: 1 };
  const end = typed.search(completes ? KEY_OR_TAB : KEY_BEGINS);
  const together = end === -1 ? typed : typed.slice(0, end);
  // Other control characters do nothing, rather than get into a line unseen.
  const text = together.replaceAll('\t', ' ').replaceAll(/\p{Cc}+/gu, '');
  return text === '' ? { length: together.length } : { key: { text }, length: together.length };
}

function takeSequence(typed: string): ReturnType<typeof takeKey> {
  if (UNFINISHED.test(typed)) {
    return typed.length < LONGEST_SEQUENCE ? undefined : { length: LONGEST_SEQUENCE };
  }
  const found = SEQUENCE.exec(typed);
  // A letter typed with Alt comes as escape and letter; it edits nothing here. Ctrl-C and Enter behind
  // the Escape key are what they are.
  if (found === null) return { length: /^.\p{Cc}/su.test(typed) ? 1 : 2 };
  const [whole, final = found[2] ?? ''] = found;
  const name = final === '~' ? whole.slice(2) : final;
  const key = SEQUENCES[name];
  return key === undefined ? { length: whole.length } : { key, length: whole.length };
}
