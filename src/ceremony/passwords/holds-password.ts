/**
 * Passwords, where somebody wrote down a command with one in it: the one detector for scripts, remarks and bundles. Whether
 * a word of prose is one nobody can tell.
 */

/** Blanks within a command, which may go on in the next line. */
const BLANK = String.raw`(?:[^\S\r\n]|\\\r?\n)`;

/**
 * What stands where a password would: a variable of a shell, a place that is to be filled in, the end of a command, or a
 * word of a sentence; the shortest password has 7 characters.
 */
const NONE = [
  String.raw`["'\s$<>{[(%|&;,]`,
  String.raw`\*+(?=["'\s]|$)`,
  String.raw`\.\.\.|…`,
  String.raw`[A-Z_]*(?:PASSWORD|PASSPHRASE|PIN)\b`,
  String.raw`(?:a|an|and|as|asks|at|but|by|for|from|has|he|here|if|in|into|is|it|may|must|needs|never|not|of|on|once|or|out|she|so|than|that|the|then|there|they|this|to|until|was|when|where|which|who|will|with)(?=[\s.,:;!?]|$)`,
].join('|');

/** @param also what is no password in this place */
function value(also?: string): string {
  return String.raw`["']?(?!${also === undefined ? NONE : `${also}|${NONE}`})\S`;
}

/** A user before a password: `officer1:`, `$USER:`. */
const USER = String.raw`(?:[\w.@-]+|\$\w+|\$\{\w+\}|<[\w -]+>):`;

const PATTERNS: readonly RegExp[] = [
  new RegExp(
    String.raw`CLOUDHSM_PIN["']?[ \t]*[=:][ \t]*(?:["']?${USER}${value()}|(?!["']?${USER})${value()})`,
  ),
  new RegExp(`--(?:new-)?(?:password|pin)(?:${BLANK}+|=)${value()}`),
  new RegExp(`-pass(?:in|out)?${BLANK}+pass:${value()}`),
  new RegExp(String.raw`"(?:[Pp]ass(?:word|phrase)|[Pp]in|PASSWORD|PIN)"[ \t]*:[ \t]*"${value()}`),
  // The consoles' own commands have it as their last word: `loginHSM CO officer1 …`.
  new RegExp(
    String.raw`(?:^|[\s>$#'"|;&({\x60])(?:loginHSM|createUser|changePswd)${BLANK}+(?:[A-Z]{2,5}|co|cu|au|preco)${BLANK}+["']?[\w.@$+<>{}-]{1,64}["']?${BLANK}+${value('-')}`,
    'm',
  ),
];

/**
 * Whether a text holds a command with a password in it.
 *
 * @example
 * holdsPassword('echo loginHSM CO officer1 rainbow7 | mofn hsm console'); // true
 * holdsPassword('cloudhsm-cli login --password "$PASSWORD"'); // false
 */
export function holdsPassword(text: string): boolean {
  return PATTERNS.some((pattern) => pattern.test(text));
}
