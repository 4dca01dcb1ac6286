/** Answers, line by line, as the scripts of the shells take them. */
import { escapeUnsafe } from '../../printable.ts';
import type { Candidate, Completion } from './candidate.ts';
import type { TypedWords } from './lines/bash-line.ts';

/** What bash takes as it is, wherever it stands in a word; all beyond ASCII it takes so too. */
const PLAIN = /^[\w%+,./:=@\u0080-\u{10ffff}-]*$/u;
const NOT_PLAIN = /[^\w%+,./:=@\u0080-\u{10ffff}-]/gu;

/**
 * For bash: `+filenames`, `+nospace`, `+files` and `+commands` say how it is to go on; `=WORD` is offered.
 * Bash is not left to quote: of what is no file by its name it leaves `$(…)` as it is.
 */
export function renderForBash(
  { head, candidates, otherwise }: Completion,
  { kept, quote }: TypedWords,
): readonly string[] {
  const words = candidates.flatMap(({ value, end }) => {
    const text = `${head}${value}`.slice(kept);
    const quoted = PLAIN.test(text) ? text : quoteForBash(text, quote);
    return quoted === undefined ? [] : [{ text, quoted, end }];
  });
  if (words.length === 0) return otherwise === undefined ? [] : [`+${otherwise}`];
  // Of names of files it shows the last part, and puts a slash behind folders.
  const areFiles = otherwise === 'files' && words.every(({ text, quoted }) => text === quoted);
  const slash = areFiles ? '' : '/';
  const ends = words.length === 1 && words[0]?.end;
  return [
    ...(areFiles ? ['+filenames'] : []),
    ...(ends === 'open' || (ends === 'folder' && !areFiles) ? ['+nospace'] : []),
    ...words.map(({ quoted, end }) => `=${quoted}${end === 'folder' ? slash : ''}`),
  ];
}

/** @returns nothing where it cannot stand within the quotes that are open */
function quoteForBash(text: string, quote: TypedWords['quote']): string | undefined {
  if (quote === "'") return text.replaceAll("'", "'\\''");
  if (quote === '') return text.replaceAll(NOT_PLAIN, '\\$&');
  // Bash takes a backslash before it out of no quotes, and what stands behind it out of its history.
  return text.includes('!') ? undefined : text.replaceAll(/[$`"\\]/g, '\\$&');
}

/**
 * For zsh: `+head C` cuts the word behind its last C, `+files` and `+commands` leave it to zsh; all else is
 * offered, by how it ends and whether there is something to say of it: `word`, `open`, `folder`, a tab, the
 * word, and perhaps another tab with what it is.
 */
export function renderForZsh({ head, candidates, otherwise }: Completion): readonly string[] {
  if (candidates.length === 0) return otherwise === undefined ? [] : [`+${otherwise}`];
  return [
    ...(head === '' ? [] : [`+head ${head.slice(-1)}`]),
    ...candidates.map((each) => [each.end ?? 'word', each.value, ...about(each)].join('\t')),
  ];
}

/** For fish: whole words, each with a tab and what it is; or `+files` or `+commands` alone. */
export function renderForFish({ head, candidates, otherwise }: Completion): readonly string[] {
  if (candidates.length === 0) return otherwise === undefined ? [] : [`+${otherwise}`];
  return candidates.map((each) => {
    const slash = each.end === 'folder' ? '/' : '';
    return [`${head}${each.value}${slash}`, ...about(each)].join('\t');
  });
}

function about({ about: text }: Candidate): readonly string[] {
  // Of what the names of servers hold, nobody has looked at anything.
  return text === undefined || text === '' ? [] : [escapeUnsafe(text)];
}
