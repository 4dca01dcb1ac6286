/**
 * Which snapshots are of before and which of after: as whoever makes the bundle says, as the files are called, or as the
 * record has the steps that they came out of, which stand before the first token or behind the last.
 */
import type { CeremonyRecord } from '../../ceremony/record/record.ts';
import { listOutcomes } from '../judge/contradict-record.ts';
import type { GivenFile } from './given-file.ts';

/** @param tokens paths of tokens, from the ceremony's folder on */
export function timeOfSnapshot(
  { path, from }: GivenFile,
  tokens: readonly string[],
  record: CeremonyRecord | undefined,
): 'before' | 'after' | undefined {
  if (from === 'before' || from === 'after') return from;
  const outcome = record && listOutcomes(record).find((one) => one.path === path);
  return (
    findWord(path) ??
    (outcome && findWord(outcome.step)) ??
    (record && timeByTokens(path, tokens, record))
  );
}

function findWord(text: string): 'before' | 'after' | undefined {
  const words = text.toLowerCase().split(/[^a-z]+/);
  const [isBefore, isAfter] = [words.includes('before'), words.includes('after')];
  if (isBefore === isAfter) return undefined;
  return isBefore ? 'before' : 'after';
}

function timeByTokens(
  path: string,
  tokens: readonly string[],
  { entries }: CeremonyRecord,
): 'before' | 'after' | undefined {
  const placesOf = (wanted: readonly string[]): readonly number[] =>
    entries.flatMap(({ number, event }) =>
      'files' in event && event.files.some((one) => wanted.includes(one.path)) ? [number] : [],
    );
  const [own] = placesOf([path]).slice(-1);
  const ofTokens = placesOf(tokens);
  const [first] = ofTokens;
  const last = ofTokens.at(-1);
  if (own === undefined || first === undefined || last === undefined) return undefined;
  if (own < first) return 'before';
  return own > last ? 'after' : undefined;
}
