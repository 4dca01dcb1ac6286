/**
 * What a record says that cannot be so, with the script, the policy and the files that are in the bundle.
 */
import type { CeremonyRecord, RecordEntry, RecordedFile } from '../../ceremony/record/record.ts';
import type { CeremonyScript } from '../../ceremony/script/script.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { Contradiction, UncheckedClaim } from '../findings.ts';
import type { Piece } from '../piece.ts';
import { baseName } from './find-piece.ts';
import { findOpening, listStrangeSteps } from './judge-ceremony.ts';
import { hashHex } from './trust.ts';

/** The record, and what it is held against. */
export interface RecordSide {
  readonly path: string;
  readonly record: CeremonyRecord;
  readonly script: CeremonyScript | undefined;
  /** Digests of the policies of the bundle. */
  readonly policies: readonly string[];
}

export function contradictRecord({
  path,
  record: { entries },
  script,
  policies,
}: RecordSide): readonly Contradiction[] {
  const opening = findOpening(entries);
  const isOther = script !== undefined && opening !== undefined && opening.script !== script.digest;
  const policy = opening?.policy;
  const isOtherPolicy = policy !== undefined && policies.length > 0 && !policies.includes(policy);
  const strangers =
    script === undefined
      ? []
      : [...listStrangeSteps(script, entries), ...listStrangers(script, entries)];
  return [
    ...(isOther ? [{ code: 'other-script', path } as const] : []),
    ...(isOtherPolicy ? [{ code: 'other-policy', path } as const] : []),
    ...strangers.map((name) => ({ code: 'not-in-script', name }) as const),
    ...findTimesGoneBack(entries),
  ];
}

/** People of the record that the script does not have. */
function listStrangers(
  { participants }: CeremonyScript,
  entries: readonly RecordEntry[],
): readonly string[] {
  const known = new Set(participants.map(({ id }) => id));
  const named = entries.flatMap(({ event }): readonly string[] => {
    const doers = 'by' in event ? [event.by].flat() : [];
    return 'acceptedBy' in event ? [...doers, event.acceptedBy] : doers;
  });
  return [...new Set(named)].filter((id) => !known.has(id));
}

/**
 * Instants of four-digit years: their texts are in the order of their times. A step began between its own end and the
 * last thing that happened before it was shown; a remark does not show it anew, and may lie within it.
 */
function findTimesGoneBack(entries: readonly RecordEntry[]): readonly Contradiction[] {
  let latest = '';
  let shownAfter = '';
  return entries.flatMap(({ at, event }): readonly Contradiction[] => {
    const began = 'began' in event ? event.began : undefined;
    const isBeside = began !== undefined && (began < shownAfter || began > at);
    const isBack = at < latest;
    if (!isBack) latest = at;
    if (event.kind !== 'remark') shownAfter = latest;
    if (isBack) return [{ code: 'time-goes-back', at }];
    return isBeside ? [{ code: 'time-goes-back', at: began }] : [];
  });
}

/** A file that came out of a step, as the record has it last. */
export interface Outcome extends RecordedFile {
  readonly step: string;
}

/** Each file once, as it was when it came out for the last time; in the order of their paths. */
export function listOutcomes({ entries }: CeremonyRecord): readonly Outcome[] {
  const last = new Map<string, Outcome>();
  for (const { event } of entries) {
    if (event.kind !== 'done' && event.kind !== 'deviated') continue;
    for (const { path, sha256, bytes } of event.files) {
      last.set(path, { path, sha256, bytes, step: event.step });
    }
  }
  return [...last.values()].sort((one, other) =>
    one.path < other.path ? -1 : Number(one.path > other.path),
  );
}

/**
 * Holds what came out against the pieces. A file is in the bundle where a piece has its bytes; where a piece has its name
 * and bytes that came out of no step, it was changed; else it was left out.
 *
 * @param withheld digests of files that only something is said of
 */
export function judgeOutcomes(
  record: CeremonyRecord,
  pieces: readonly Piece[],
  withheld: readonly string[],
  crypto: CryptoProvider,
): readonly (OutcomeChanged | OutcomeLeftOut)[] {
  const outcomes = listOutcomes(record);
  const recorded = new Set(outcomes.map(({ sha256 }) => sha256));
  const hashed = pieces.map((piece) => ({ ...piece, sha256: hashHex(piece.bytes, crypto) }));
  const there = new Set([...hashed.map(({ sha256 }) => sha256), ...withheld]);
  const strange = hashed.filter(({ sha256 }) => !recorded.has(sha256));
  const names = new Set(strange.map((piece) => baseName(piece.path)));
  return outcomes
    .filter(({ sha256 }) => !there.has(sha256))
    .map(({ path, step }) => {
      const code = names.has(baseName(path)) ? 'outcome-changed' : 'outcome-left-out';
      return { code, path, step };
    });
}

type OutcomeChanged = Extract<Contradiction, { code: 'outcome-changed' }>;
type OutcomeLeftOut = Extract<UncheckedClaim, { code: 'outcome-left-out' }>;
