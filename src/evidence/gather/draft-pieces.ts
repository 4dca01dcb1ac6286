/** A bundle as it would be, were certain tokens spent. */
import { uint8ArrayToHex } from 'uint8array-extras';
import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import type { CeremonyRecord } from '../../ceremony/record/record.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { groupBy } from '../../group-by.ts';
import { splitRecords } from '../../token/record.ts';
import { listOutcomes } from '../judge/contradict-record.ts';
import { baseName } from '../judge/find-piece.ts';
import { hashHex } from '../judge/trust.ts';
import type { Piece } from '../piece.ts';
import { dropSecrets } from './drop-secrets.ts';
import { findForbidden } from './forbidden.ts';
import {
  type Classified,
  compareFiles,
  type GivenFile,
  type LeftOut,
  type LeftOutReason,
} from './given-file.ts';
import { addKeys } from './key-pieces.ts';
import { PieceNames } from './piece-names.ts';
import { timeOfSnapshot } from './snapshot-times.ts';
import { addSpentToken, addWithheldToken, type TokenFile } from './token-pieces.ts';

export interface Gathering {
  readonly all: readonly GivenFile[];
  readonly classified: readonly Classified[];
  readonly hasRoster: boolean;
  readonly crypto: CryptoProvider;
}

export interface Draft {
  readonly pieces: readonly Piece[];
  readonly leftOut: readonly LeftOut[];
  /** Digests of tokens whose files hold what must not get out. */
  readonly leaking: ReadonlySet<string>;
}

/** The bundle as it would be, were those tokens spent. */
export function draftPieces(gathering: Gathering, spent: ReadonlySet<string>): Draft {
  const { all, classified, crypto, hasRoster } = gathering;
  const names = new PieceNames(crypto);
  const leftOut: LeftOut[] = [];
  const leaveOut = (path: string, why: LeftOutReason): void => void leftOut.push({ path, why });
  const record = classified.find((one) => one.is === 'record')?.record;
  const tokenFiles = classified.filter((one) => one.is === 'token');
  const isSpent = ({ set }: TokenFile): boolean => spent.has(set.token?.digest ?? '');
  const tokenPaths = tokenFiles.map(({ file }) => file.path);
  addKeys(classified, { all, hasRoster, crypto, leaveOut }, names);
  for (const one of classified) {
    const { file } = one;
    switch (one.is) {
      case 'record':
        names.add('record', baseName(file.path), file.bytes);
        break;
      case 'piece':
        if (one.kind !== 'public-key') names.add(one.kind, baseName(file.path), file.bytes);
        break;
      case 'token':
        if (isSpent(one)) addSpentToken(one, all, names);
        else leaveOut(file.path, 'live-token');
        break;
      case 'snapshot': {
        const when = timeOfSnapshot(file, tokenPaths, record);
        if (when === undefined) leaveOut(file.path, 'snapshot-of-no-time');
        else names.add(when, baseName(file.path), file.bytes);
        break;
      }
      case 'other':
        if (isOutcome(file, record, crypto)) names.add('outcome', file.path, file.bytes);
        else leaveOut(file.path, one.why);
        break;
      case 'refused':
        leaveOut(file.path, one.why);
        break;
      case 'signature':
        // Those that an approval file of a spent token names went in with it.
        break;
    }
  }
  for (const same of groupBy(
    tokenFiles.filter((one) => !isSpent(one)),
    ({ set }) => set.token?.digest ?? '',
  ).values()) {
    addWithheldToken(same, names, crypto);
  }
  const there = new Set(names.list().map(({ bytes }) => hashHex(bytes, crypto)));
  const signatures = classified.flatMap((one) => (one.is === 'signature' ? [one.file] : []));
  for (const { path, bytes } of signatures) {
    if (!there.has(hashHex(bytes, crypto))) leaveOut(path, 'signature');
  }
  const spentSets = tokenFiles.filter(isSpent).map(({ set }) => set);
  const live = tokenFiles
    .filter((one) => !isSpent(one))
    .map(({ set }) => set)
    .filter((set) => !isWithin(set, spentSets));
  const loose = signatures.filter(({ bytes }) => !there.has(hashHex(bytes, crypto)));
  const forbidden = findForbidden({ sets: live, signatures: loose }, names.list(), spent, crypto);
  const { kept: pieces, dropped, leaking } = dropSecrets(names.list(), forbidden, spent, crypto);
  return { pieces, leaking, leftOut: [...leftOut, ...dropped].sort(compareFiles) };
}

/** Each record of a token is one of a spent token, as that of a single HSM is of all of them. */
function isWithin({ token }: ApprovalSet, spent: readonly ApprovalSet[]): boolean {
  const gone = new Set(spent.flatMap((set) => listRecords(set)));
  return token !== undefined && listRecords({ token }).every((record) => gone.has(record));
}

function listRecords({ token }: Pick<ApprovalSet, 'token'>): readonly string[] {
  return token === undefined
    ? []
    : splitRecords(token.signedBytes).map((one) => uint8ArrayToHex(one));
}

/** A text that the record has, as it has it. */
function isOutcome(
  { path, bytes }: GivenFile,
  record: CeremonyRecord | undefined,
  crypto: CryptoProvider,
): boolean {
  if (record === undefined || bytes.length > LARGEST_OUTCOME) return false;
  const outcome = listOutcomes(record).find((one) => one.path === path);
  return outcome?.sha256 === hashHex(bytes, crypto);
}

const LARGEST_OUTCOME = 1 << 20;
