/**
 * How far a ceremony is: who has signed, whose signature is right, wrong or missing, what the HSM would
 * make of the approval file as it stands, and what is to be done next.
 */
import type { CryptoProvider } from '../crypto-provider.ts';
import type { AnyFailure } from '../failure.ts';
import { DEVICE_LIMITS, type DeviceError } from '../parser/device.ts';
import { findHiddenRecords, findOddities, type TokenOddity } from '../token/oddities.ts';
import type { ApprovalSet, SetFault, SignedToken } from './approval-set.ts';
import type { RequestProblem } from './request/request.ts';
import type { Roster } from './roster.ts';
import { type JudgedApproval, judgeApprovals } from './status/judge-approvals.ts';
import {
  type RequestAtHand,
  type RequestStatus,
  readRequestStatus,
} from './status/request-status.ts';
import { findSignedToken } from './status/signed-token.ts';
import { findWarnings, type StatusWarning } from './status/warnings.ts';
import type { NearbyFile } from './wrong-signature.ts';

export type {
  ApprovalState,
  JudgedApproval,
  Judgement,
  RefusedReason,
  UncheckedReason,
} from './status/judge-approvals.ts';
export type { RequestAtHand, RequestStatus } from './status/request-status.ts';
export type { StatusWarning } from './status/warnings.ts';

export interface StatusOptions {
  readonly roster: Roster;
  /** M of the token's service. Without it the file's own number of approvals is taken, at least 2. */
  readonly required?: number;
  /** Files that may have been signed by mistake. */
  readonly nearby?: readonly NearbyFile[];
  /** What the token is for: then an approval counts only where the officer has signed that, too. */
  readonly request?: RequestAtHand;
}

export interface CeremonyStatus {
  /** Which of the two kinds of file it is of. */
  readonly format: ApprovalSet['format'];
  /** Missing where the file names none that can be opened; then `tokenProblem` says why. */
  readonly token?: SignedToken;
  readonly tokenProblem?: DeviceError;
  /** Path of the token that all have signed, where it is another one than `token`. */
  readonly signedToken?: string;
  /** In the order of the file; those that the tool does not read come last. */
  readonly approvals: readonly JudgedApproval[];
  /** Officers of the roster of whom the file has no approval, in the roster's order. */
  readonly missing: readonly MissingOfficer[];
  /** Approvers of the file whom the roster does not have. */
  readonly strangers: readonly string[];
  /** What became of the request, where there is one. */
  readonly request?: RequestStatus;
  /** Approvals that count: right ones, and on the request as well, where there is one; each officer and each key once. */
  readonly right: number;
  readonly required: number;
  /**
   * Who says so: the caller, who knows M; the file itself; or nobody, so that it is the least that any quorum
   * asks, and nothing is reached.
   */
  readonly requiredFrom: 'option' | 'file' | 'least';
  /**
   * Why the file as a whole does not count, right approvals and all; empty where it does.
   */
  readonly refusals: readonly StatusRefusal[];
  /** Enough approvals are right, nothing makes the HSM refuse the file, and all could be checked. */
  readonly reached: boolean;
  readonly warnings: readonly StatusWarning[];
}

/** An officer who has not signed. */
export interface MissingOfficer {
  readonly name: string;
  /** Whether the roster has a key with which the officer's approval would count. */
  readonly isUsable: boolean;
  /** Whether the officer has signed the request; missing where there is none. */
  readonly onRequest?: boolean;
}

/** Why a file as a whole does not count: the HSM would refuse it, or nobody should hand it in. */
export type StatusRefusal =
  | SetFault
  /** what the officers are to sign is no quorum token */
  | { readonly code: 'no-token'; readonly problem: AnyFailure }
  /** what the token is said to be for does not count */
  | { readonly code: 'request'; readonly problem: RequestProblem }
  /** the token is such as no HSM makes, and its signatures approve more than they seem to */
  | { readonly code: 'mixed-token'; readonly oddity: TokenOddity }
  /** approvals of these officers are bad, and one is enough */
  | { readonly code: 'bad-approvals'; readonly names: readonly string[] };

/** While a quorum is asked for, M is at least this (AWS user guide, "Using quorum authentication"). */
const LEAST_M = 2;

/**
 * Judges an approval file with everything that it names.
 *
 * What is counted is what the HSM would count if the officers' keys of the roster are registered on it:
 * of the approvers that its tool reads, those whose first 256 bytes are right, each officer and each key
 * once. Approvals that the HSM holds from earlier files are not known here.
 *
 * @param set the file, as `readClassicSet` or `readSdk5Set` reads it
 * @param crypto hashes, and applies public keys
 * @returns the status; it never throws
 * @example
 * const status = readStatus(set, { roster, required: 2 }, nodeCrypto);
 * `${status.right} of ${status.required}`; // '1 of 2'
 */
export function readStatus(
  set: ApprovalSet,
  { roster, required: given, nearby = [], request: atHand }: StatusOptions,
  crypto: CryptoProvider,
): CeremonyStatus {
  const { token, tokenError } = set;
  const request = atHand && readRequestStatus(atHand, token, crypto);
  const approvals = judgeApprovals(set, { roster, nearby }, crypto).map((approval) => ({
    ...approval,
    ...markSigner(approval.name, request),
  }));
  const right = approvals.filter(isCounted).length;
  const claimed = set.claimedApprovals;
  const required = given ?? Math.min(Math.max(LEAST_M, claimed ?? 0), DEVICE_LIMITS.approvals);
  const requiredFrom = whoSays(given, claimed);
  const refusals = findRefusals(set, approvals, request);
  const isChecked = approvals.every(({ state }) => state !== 'unchecked');
  const signedToken = findSignedToken(set, approvals, { roster, nearby }, crypto);
  const status = {
    format: set.format,
    ...(token === undefined ? {} : { token }),
    ...(tokenError === undefined ? {} : { tokenProblem: tokenError }),
    ...(signedToken === undefined ? {} : { signedToken }),
    approvals,
    missing: findMissing(approvals, roster, request),
    strangers: findStrangers(approvals, roster),
    ...(request === undefined ? {} : { request }),
    right,
    required,
    requiredFrom,
    refusals,
    reached: requiredFrom !== 'least' && refusals.length === 0 && isChecked && right >= required,
  };
  return { ...status, warnings: findWarnings(status, roster, set, crypto) };
}

function whoSays(
  given: number | undefined,
  claimed: number | undefined,
): CeremonyStatus['requiredFrom'] {
  if (given !== undefined) return 'option';
  return claimed === undefined ? 'least' : 'file';
}

/** Whether an approval counts, as far as it alone is looked at. */
export function isCounted({ state, onRequest }: JudgedApproval): boolean {
  return state === 'right' && onRequest !== false;
}

function markSigner(
  name: string,
  request: RequestStatus | undefined,
): Pick<JudgedApproval, 'onRequest'> {
  return request === undefined ? {} : { onRequest: request.signers.has(name) };
}

function findMissing(
  approvals: readonly JudgedApproval[],
  { officers }: Roster,
  request: RequestStatus | undefined,
): readonly MissingOfficer[] {
  return officers
    .filter(({ name }) => !approvals.some((approval) => approval.name === name))
    .map(({ name, problem }) => ({
      name,
      isUsable: problem === undefined,
      ...markSigner(name, request),
    }));
}

function findStrangers(
  approvals: readonly JudgedApproval[],
  { officers }: Roster,
): readonly string[] {
  const names = new Set(approvals.map(({ name }) => name));
  return [...names].filter((name) => !officers.some((officer) => officer.name === name));
}

function findRefusals(
  { faults, token }: ApprovalSet,
  approvals: readonly JudgedApproval[],
  request: RequestStatus | undefined,
): readonly StatusRefusal[] {
  const refusals: StatusRefusal[] = [...faults];
  if (token?.problem !== undefined) refusals.push({ code: 'no-token', problem: token.problem });
  const [odd] = findOddities(token?.records ?? []);
  const oddity = odd ?? (token && findHiddenRecords(token.signedBytes)?.oddity);
  if (oddity !== undefined) refusals.push({ code: 'mixed-token', oddity });
  for (const problem of request?.problems ?? []) refusals.push({ code: 'request', problem });
  const bad = approvals.filter(({ state }) => state === 'wrong' || state === 'refused');
  if (bad.length > 0) {
    refusals.push({ code: 'bad-approvals', names: [...new Set(bad.map(({ name }) => name))] });
  }
  return refusals;
}
