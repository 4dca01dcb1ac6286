/**
 * A line as bash has it up to the cursor, cut into words without their quotes. Nothing of it is expanded or
 * run: of what bash would expand it is only told that it is there.
 */

/** The words of a line, and how bash goes about the one at the cursor. */
export interface TypedWords {
  /** The words before the one at the cursor, the program's name the first. */
  readonly words: readonly string[];
  /** What is typed of the word at the cursor. */
  readonly word: string;
  /** Characters of `word` that the shell leaves as they are: it completes what is behind them. */
  readonly kept: number;
  /** The quotes that are open at the cursor. */
  readonly quote: '' | "'" | '"';
  /** Whether it has an expansion in it, which the shell itself has to see to. */
  readonly isForShell: boolean;
  /** Whether it is the file of a redirection. */
  readonly isRedirect: boolean;
}

/** What stands between commands. */
const SEPARATOR = /[;|&()\n]/;
/** Words in front of a command's name. */
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/**
 * Reads a line.
 *
 * @param line a command's beginning, up to the cursor
 * @param breaks COMP_WORDBREAKS: where bash begins to complete anew within a word
 * @example
 * readBashLine("mofn sign --key=my\\ ke", ' \t\n"\'><=;|&(:');
 * // { words: ['mofn', 'sign'], word: '--key=my ke', kept: 6, … }
 */
export function readBashLine(line: string, breaks: string): TypedWords {
  let words: string[] = [];
  let word: Piece | undefined;
  let redirects = false;
  const endWord = () => {
    if (word !== undefined && !redirects) words.push(word.text);
    if (word !== undefined) redirects = false;
    word = undefined;
  };
  for (let at = 0; at < line.length; ) {
    const character = line[at] ?? '';
    if (character === ' ' || character === '\t') {
      endWord();
      at += 1;
    } else if (character === '<' || character === '>') {
      // Of `2>` the number belongs to it.
      if (/^\d+$/.test(word?.text ?? '')) word = undefined;
      endWord();
      redirects = true;
      at += /^[<>]+[&|]?/.exec(line.slice(at))?.[0].length ?? 1;
    } else if (SEPARATOR.test(character)) {
      word = undefined;
      words = [];
      redirects = false;
      at += 1;
    } else {
      word ??= { text: '', kept: 0, quote: '', expands: false };
      at = readCharacter(line, at, word, breaks);
    }
  }
  const command = words.findIndex((each) => !ASSIGNMENT.test(each));
  return {
    words: command === -1 ? [] : words.slice(command),
    word: word?.text ?? '',
    kept: word?.kept ?? 0,
    quote: word?.quote ?? '',
    isForShell: word?.expands === true,
    isRedirect: redirects,
  };
}

interface Piece {
  text: string;
  kept: number;
  quote: TypedWords['quote'];
  expands: boolean;
}

/** Takes a character, or all between two quotes. @returns where the next begins */
function readCharacter(line: string, at: number, word: Piece, breaks: string): number {
  const character = line[at] ?? '';
  if (character === '\\') {
    word.text += line[at + 1] ?? '';
    return at + 2;
  }
  if (character === "'" || character === '"') return readQuoted(line, at, word);
  if (character === '$' || character === '`' || (character === '~' && word.text === '')) {
    word.expands = true;
  }
  word.text += character;
  if (breaks.includes(character)) word.kept = word.text.length;
  return at + 1;
}

function readQuoted(line: string, start: number, word: Piece): number {
  const quote = line[start] === "'" ? "'" : '"';
  const { length } = word.text;
  let at = start + 1;
  for (; at < line.length && line[at] !== quote; at += 1) {
    const character = line[at] ?? '';
    if (quote === '"' && character === '\\' && /[$`"\\\n]/.test(line[at + 1] ?? '')) at += 1;
    else if (quote === '"' && (character === '$' || character === '`')) word.expands = true;
    word.text += line[at] ?? '';
  }
  // Within quotes that are still open, bash completes all that is in them.
  if (at >= line.length) Object.assign(word, { kept: length, quote });
  return at + 1;
}
