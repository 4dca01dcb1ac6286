/**
 * Keys out of the bytes that a terminal sends.
 */

/** A key that edits; characters that are typed come as `{ text }`. */
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
  | 'redraw';

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

/**
 * Takes one key from the front of what was typed.
 *
 * @param typed what has arrived and was not taken yet; not empty
 * @returns the key and how many characters it took; without a key for what is to be ignored;
 *   undefined where the rest of a sequence must come first
 */
export function takeKey(
  typed: string,
): { readonly key?: Key; readonly length: number } | undefined {
  if (typed.startsWith('\x1b')) return takeSequence(typed);
  const [character = ''] = typed;
  const control = CONTROLS[character];
  if (control !== undefined) return { key: control, length: 1 };
  if (character === '\t') return { key: { text: ' ' }, length: 1 };
  // Other control characters do nothing, rather than get into a line unseen.
  if (/\p{Cc}/u.test(character)) return { length: character.length };
  return { key: { text: character }, length: character.length };
}

function takeSequence(typed: string): ReturnType<typeof takeKey> {
  if (UNFINISHED.test(typed)) return undefined;
  const found = SEQUENCE.exec(typed);
  // A letter typed with Alt comes as escape and letter; it edits nothing here.
  if (found === null) return { length: 2 };
  const [whole, final = found[2] ?? ''] = found;
  const name = final === '~' ? whole.slice(2) : final;
  const key = SEQUENCES[name];
  return key === undefined ? { length: whole.length } : { key, length: whole.length };
}
