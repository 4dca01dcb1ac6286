/**
 * What an officer should know though it does not keep the HSM from taking the file.
 */

import type { CryptoProvider } from '../../crypto-provider.ts';
import { findOddities, type TokenOddity } from '../../token/oddities.ts';
import { isKeyService } from '../../token/service.ts';
import { TOKEN_VALIDITY } from '../../token/validity.ts';
import type { ApprovalSet, MisplacedApproval, SignedToken } from '../approval-set.ts';
import type { Roster, RosterProblem, StrayProblem } from '../roster.ts';
import { findSigner } from '../wrong-signature.ts';
import type { JudgedApproval } from './judge-approvals.ts';
import type { KeyApprovers, Required } from './required.ts';

export type StatusWarning =
  /** the HSM's tool reads the file otherwise than it is written */
  | { readonly code: 'readings-differ' }
  /** the token is such as no HSM makes */
  | { readonly code: 'odd-token'; readonly oddity: TokenOddity }
  /** the token of a JSON file is older than its validity, in seconds, which changes nothing: only the HSM knows its clock */
  | { readonly code: 'expired-token'; readonly age: number; readonly validity: number }
  /** an approval counts, and its signature's file has more bytes than the tool reads */
  | {
      readonly code: 'trailing-bytes';
      readonly name: string;
      readonly file: string;
      readonly bytes: number;
    }
  /** a signature stands where the HSM's tool looks for none; whose, where it is right */
  | {
      readonly code: 'misplaced-signature';
      readonly path: string;
      readonly belongs: string;
      readonly signer: string | undefined;
    }
  /** a file of the roster is left out, or its key does not count */
  | {
      readonly code: 'roster-file';
      readonly fileName: string;
      readonly problem: RosterProblem | StrayProblem;
    }
  /** an officer's key counts, and has another exponent than nearly all keys */
  | { readonly code: 'unusual-exponent'; readonly fileName: string; readonly exponent: string }
  /** all officers are needed: M cannot be set back, so one lost key ends user management for good */
  | { readonly code: 'no-officer-to-spare'; readonly usable: number }
  /** all of a key's users who are known are needed: one lost key of theirs, and nobody uses or manages it any more */
  | { readonly code: 'no-key-user-to-spare'; readonly usable: number }
  /** the token is for a key, and whose approvals count is not known here */
  | { readonly code: 'key-users-unknown' }
  /** users of the key whom the roster does not have */
  | { readonly code: 'key-users-not-in-roster'; readonly names: readonly string[] }
  /** the roster has less usable officers than approvals are needed */
  | { readonly code: 'never-reached'; readonly usable: number; readonly required: number };

interface Judged {
  readonly token?: SignedToken;
  readonly approvals: readonly JudgedApproval[];
  readonly required: number;
  readonly requiredFrom: Required['requiredFrom'];
}

/** Who may approve. */
interface Approvers {
  readonly roster: Roster;
  /** Those of the roster whose approvals count. */
  readonly candidates: Roster;
  readonly key: KeyApprovers | undefined;
}

export function findWarnings(
  judged: Judged,
  { roster, candidates, key }: Approvers,
  {
    format,
    readingsDiffer,
    misplaced,
  }: Pick<ApprovalSet, 'format' | 'readingsDiffer' | 'misplaced'>,
  now: number | undefined,
  crypto: CryptoProvider,
): readonly StatusWarning[] {
  return [
    ...(readingsDiffer ? [{ code: 'readings-differ' as const }] : []),
    ...findOddToken(judged.token),
    ...(format === 'sdk5' ? findExpiredToken(judged.token, now) : []),
    ...misplaced.map((one) => describeMisplaced(one, judged.token, roster, crypto)),
    ...findTrailingBytes(judged.approvals),
    ...findRosterFiles(roster),
    ...findKeyWarnings(judged, candidates, key),
    ...findSpareWarning(judged, candidates),
  ];
}

function findOddToken(token: SignedToken | undefined): readonly StatusWarning[] {
  return findOddities(token?.records ?? []).map((oddity) => ({ code: 'odd-token', oddity }));
}

/** The older console uses a token after its time, too. */
function* findExpiredToken(
  token: SignedToken | undefined,
  now: number | undefined,
): Generator<StatusWarning> {
  const [first] = token?.records ?? [];
  if (first === undefined || now === undefined) return;
  const age = now - first.created;
  if (age >= TOKEN_VALIDITY) yield { code: 'expired-token', age, validity: TOKEN_VALIDITY };
}

function describeMisplaced(
  { path, belongs, signature: { start: signature, malformed } }: MisplacedApproval,
  token: SignedToken | undefined,
  roster: Roster,
  crypto: CryptoProvider,
): StatusWarning {
  const isReadable = token !== undefined && malformed === undefined;
  const given = { tokenPaths: [], signature, roster, nearby: [] };
  const signer = isReadable
    ? findSigner({ ...given, token: token.signedBytes }, undefined, crypto)
    : undefined;
  return { code: 'misplaced-signature', path, belongs, signer };
}

function* findTrailingBytes(approvals: readonly JudgedApproval[]): Generator<StatusWarning> {
  for (const { name, file, state, trailingBytes: bytes } of approvals) {
    if (state === 'right' && bytes > 0) yield { code: 'trailing-bytes', name, file, bytes };
  }
}

function* findRosterFiles({ officers, strays }: Roster): Generator<StatusWarning> {
  for (const { fileName, problem } of [...officers, ...strays]) {
    if (problem !== undefined) yield { code: 'roster-file', fileName, problem };
  }
  for (const officer of officers) {
    if (officer.key === undefined || officer.unusualExponent === undefined) continue;
    const { fileName, unusualExponent: exponent } = officer;
    yield { code: 'unusual-exponent', fileName, exponent };
  }
}

function* findKeyWarnings(
  { token }: Judged,
  { officers }: Roster,
  key: KeyApprovers | undefined,
): Generator<StatusWarning> {
  if (!isForKey(token)) return;
  if (key === undefined) yield { code: 'key-users-unknown' };
  const names = (key?.users ?? []).filter((user) => !officers.some(({ name }) => name === user));
  if (names.length > 0) yield { code: 'key-users-not-in-roster', names };
}

function isForKey(token: SignedToken | undefined): boolean {
  return isKeyService(token?.records[0]?.service ?? 0);
}

/** M can be raised and never be taken back below 2, so every officer may be needed for ever. */
function* findSpareWarning(
  { token, required, requiredFrom }: Judged,
  { officers }: Roster,
): Generator<StatusWarning> {
  if (requiredFrom === 'file' || requiredFrom === 'least') return;
  const usable = officers.filter(({ key, problem }) => key && problem === undefined).length;
  if (usable < required) yield { code: 'never-reached', usable, required };
  else if (usable === required) {
    yield { code: isForKey(token) ? 'no-key-user-to-spare' : 'no-officer-to-spare', usable };
  }
}
