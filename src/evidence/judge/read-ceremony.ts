/** The script and the record of a bundle. */
import { readRecord } from '../../ceremony/record/read-record.ts';
import type { CeremonyRecord } from '../../ceremony/record/record.ts';
import { type PersonOfPolicy, readScript } from '../../ceremony/script/read-script.ts';
import type { CeremonyScript } from '../../ceremony/script/script.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { PIECE_FOLDERS, type Piece } from '../piece.ts';
import { attempt, type PieceProblem } from './attempt.ts';
import { findNamedPiece } from './find-piece.ts';
import type { Trust } from './trust.ts';

/** What is there of a ceremony. */
export interface Ceremony {
  readonly script: { readonly path: string; readonly script: CeremonyScript } | undefined;
  readonly record: { readonly path: string; readonly record: CeremonyRecord } | undefined;
}

/** Of several the first of each counts, and the others are told of. */
export function readCeremony(
  pieces: readonly Piece[],
  trust: Trust,
  crypto: CryptoProvider,
  problems: PieceProblem[],
): Ceremony {
  const [script, ...otherScripts] = pieces.filter(({ kind }) => kind === 'script');
  const [record, ...otherRecords] = pieces.filter(({ kind }) => kind === 'record');
  for (const { path } of [...otherScripts, ...otherRecords]) {
    problems.push({ path, problem: 'one-too-many' });
  }
  return {
    script: script && readScriptPiece(script, pieces, trust, crypto, problems),
    record: record && readRecordPiece(record, crypto, problems),
  };
}

function readScriptPiece(
  { path, bytes }: Piece,
  pieces: readonly Piece[],
  { policies }: Trust,
  { sha256 }: CryptoProvider,
  problems: PieceProblem[],
): Ceremony['script'] {
  const files = pieces.filter(({ kind }) => kind === 'policy');
  const openPolicy = (named: string): readonly PersonOfPolicy[] | { code: 'not-looked-at' } => {
    const found = findNamedPiece(files, named, `${PIECE_FOLDERS.policy}/`);
    const policy = policies.find((one) => one.path === found?.path)?.policy;
    return policy === undefined ? { code: 'not-looked-at' } : policy.people;
  };
  const { script, diagnostics } = readScript(bytes, { sha256, openPolicy });
  if (script !== undefined) return { path, script };
  problems.push({ path, problem: diagnostics[0]?.code ?? 'script-malformed' });
  return undefined;
}

function readRecordPiece(
  { path, bytes }: Piece,
  crypto: CryptoProvider,
  problems: PieceProblem[],
): Ceremony['record'] {
  const record = attempt(path, problems, () => readRecord(bytes, crypto));
  if (record === undefined) return undefined;
  if (record.entries.length === 0) {
    problems.push({ path, problem: 'record-empty' });
    return undefined;
  }
  if (record.unfinished > 0) problems.push({ path, problem: 'unfinished-line' });
  return { path, record };
}
