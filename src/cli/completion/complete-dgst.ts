import type { CommandDefinition } from '../command.ts';
import { DGST_OPTIONS } from '../commands/dgst/arguments.ts';
import { DIGEST_NAMES } from '../commands/dgst/digests.ts';
import type { Completion } from './candidate.ts';
import { completeValue, offerWords, type Sources } from './complete-value.ts';

/** Offers what may stand on a line of `mofn dgst`, which has the options of `openssl dgst`. */
export async function completeDgst(
  before: readonly string[],
  word: string,
  { positionals }: CommandDefinition,
  sources: Sources,
): Promise<Completion> {
  const kindOf = (option: string) => DGST_OPTIONS[option.replace(/^--?/, '')] ?? 'flag';
  const isFile = before.some(
    (each, at) => !each.startsWith('-') && (at === 0 || kindOf(before[at - 1] ?? '') === 'flag'),
  );
  const last = before.at(-1) ?? '';
  const kind = isFile || !last.startsWith('-') ? 'flag' : kindOf(last);
  if (word.startsWith('-') && kind === 'flag' && !isFile) {
    const names = [...DIGEST_NAMES, ...Object.keys(DGST_OPTIONS)];
    return offerWords(
      '',
      word,
      names.map((name) => ({ value: `-${name.toLowerCase()}` })),
    );
  }
  const value = { head: '', typed: word, name: 'files', given: {} };
  return completeValue(
    kind === 'flag' ? (positionals[0]?.completes ?? 'file') : kind,
    value,
    sources,
  );
}
