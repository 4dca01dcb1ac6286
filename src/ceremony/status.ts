/**
 * How far a ceremony is: who has signed, whose signature is right, wrong or missing, what the HSM would
 * make of the approval file as it stands, and what is to be done next.
 */
import type { CryptoProvider } from '../crypto-provider.ts';
import type { DeviceError } from '../parser/device.ts';
import type { ApprovalSet, SignedToken } from './approval-set.ts';
import { judgeSet, type SetVerdict } from './policy/judge-set.ts';
import type { Policy } from './policy/policy.ts';
import type { Roster } from './roster.ts';
import { type JudgedApproval, judgeApprovals } from './status/judge-approvals.ts';
import { findRefusals, type StatusRefusal } from './status/refusals.ts';
import {
  type RequestAtHand,
  type RequestStatus,
  readRequestStatus,
} from './status/request-status.ts';
import { findRequired, type KeyApprovers, type Required } from './status/required.ts';
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
export type { StatusRefusal } from './status/refusals.ts';
export type { RequestAtHand, RequestStatus } from './status/request-status.ts';
export type { KeyApprovers } from './status/required.ts';
export type { StatusWarning } from './status/warnings.ts';

export interface StatusOptions {
  readonly roster: Roster;
  /** M of the token's service. Without it the file's own number of approvals is taken, at least 2. */
  readonly required?: number;
  /** Of a token for a key: whose approvals count, where that is known. */
  readonly key?: KeyApprovers;
  /** Files that may have been signed by mistake. */
  readonly nearby?: readonly NearbyFile[];
  /** What the token is for: then an approval counts only where the officer has signed that, too. */
  readonly request?: RequestAtHand;
  /** Seconds since 1970, by the clock that the token ages by; without it, no age is warned of. */
  readonly now?: number;
  /** Who may approve: then the policy must be met as well. `now` is in seconds since 1970. */
  readonly policy?: { readonly policy: Policy; readonly now: number };
}

export interface CeremonyStatus extends Required {
  /** Which of the two kinds of file it is of. */
  readonly format: ApprovalSet['format'];
  /** Missing where the file names none that can be opened; then `tokenProblem` says why. */
  readonly token?: SignedToken;
  readonly tokenProblem?: DeviceError;
  /** Path of the token that all have signed, where it is another one than `token`. */
  readonly signedToken?: string;
  /** In the order of the file; those that the tool does not read come last. */
  readonly approvals: readonly JudgedApproval[];
  /**
   * Officers of the roster of whom the file has no approval, in the roster's order; of a token for a key, where its users
   * are known, only those.
   */
  readonly missing: readonly MissingOfficer[];
  /** Approvers of the file whom the roster does not have. */
  readonly strangers: readonly string[];
  /** What became of the request, where there is one. */
  readonly request?: RequestStatus;
  /** What the policy says, where there is one, and the file has a token. */
  readonly policy?: SetVerdict;
  /** Approvals that count: right ones, and on the request as well, where there is one; each officer and each key once. */
  readonly right: number;
  /**
   * Why the file as a whole does not count, right approvals and all; empty where it does.
   */
  readonly refusals: readonly StatusRefusal[];
  /** Enough approvals count, nothing makes the HSM refuse the file, all could be checked, and the policy is met. */
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
  { roster, required: given, key, nearby = [], request: atHand, policy, now }: StatusOptions,
  crypto: CryptoProvider,
): CeremonyStatus {
  const { token, tokenError } = set;
  const candidates = key === undefined ? roster : keepUsers(roster, key);
  const request = atHand && readRequestStatus(atHand, token, crypto);
  const approvals = judgeApprovals(set, { roster, nearby, key }, crypto).map((approval) => ({
    ...approval,
    ...markSigner(approval.name, request),
  }));
  const right = approvals.filter(isCounted).length;
  const { required, requiredFrom } = findRequired(set, given, policy?.policy, key);
  const verdict =
    policy && judgeSet(policy.policy, set, { request: atHand?.signed, now: policy.now }, crypto);
  const isAllowed = policy === undefined || verdict?.isMet === true;
  const refusals = findRefusals(set, approvals, request);
  const isChecked = approvals.every(({ state }) => state !== 'unchecked');
  const signedToken = findSignedToken(set, approvals, { roster, nearby }, crypto);
  const status = {
    format: set.format,
    ...(token === undefined ? {} : { token }),
    ...(tokenError === undefined ? {} : { tokenProblem: tokenError }),
    ...(signedToken === undefined ? {} : { signedToken }),
    approvals,
    missing: findMissing(approvals, candidates, request),
    strangers: findStrangers(approvals, roster),
    ...(request === undefined ? {} : { request }),
    right,
    required,
    requiredFrom,
    refusals,
    ...(verdict === undefined ? {} : { policy: verdict }),
    reached:
      requiredFrom !== 'least' &&
      refusals.length === 0 &&
      isChecked &&
      right >= required &&
      isAllowed,
  };
  return {
    ...status,
    warnings: findWarnings(status, { roster, candidates, key }, set, now, crypto),
  };
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

/** Those of the roster who use a key. */
function keepUsers(roster: Roster, { users }: KeyApprovers): Roster {
  return { ...roster, officers: roster.officers.filter(({ name }) => users.includes(name)) };
}

function findStrangers(
  approvals: readonly JudgedApproval[],
  { officers }: Roster,
): readonly string[] {
  const names = new Set(approvals.map(({ name }) => name));
  return [...names].filter((name) => !officers.some((officer) => officer.name === name));
}
