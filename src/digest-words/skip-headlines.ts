/** What `digest words` and `token show --words` print around the words, which whoever pastes all of it pastes too. */

/** `SHA-256 of "bundle.zip": 1f…`, `SHA-1 e5…`; with the words behind it where line ends were lost. */
const HEADLINE = /^[ \t]*SHA-\d+(?: of [^\n]*?)?(?::?[ \t]+[0-9a-f]{40,128}\b|:[ \t]*$)/gim;

/** `note: this is the digest of the file, …`, which stands on the screen below. */
const NOTE = /^note: [^\n]*$/gm;

/** Before the words of a token; all else of what is shown of it has labels of its own. */
const LABEL = /\bin words:/i;
const NEXT_LABEL = /(?:^|\s)\p{L}[\p{L}\d-]*:/u;

/**
 * Leaves of what was pasted what may be words. Nothing is left out for being no word of the lists: that would hide
 * what was said wrong.
 *
 * @example
 * skipHeadlines('SHA-1 e58294f2e9a227486e8b061b31cc528fd7fa3f19\n   1  topmost'); // '\n   1  topmost'
 */
export function skipHeadlines(said: string): string {
  const label = LABEL.exec(said);
  if (label === null) return said.replace(HEADLINE, '').replace(NOTE, '');
  const words = said.slice(label.index + label[0].length);
  return words.slice(0, NEXT_LABEL.exec(words)?.index);
}
