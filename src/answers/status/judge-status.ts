import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import { findFileFix } from '../../ceremony/file-fix.ts';
import {
  type CeremonyStatus,
  type RequestAtHand,
  readStatus,
  type StatusOptions,
} from '../../ceremony/status.ts';
import { clockOf, type TokenKey } from '../../ceremony/token-key.ts';
import type { NearbyFile } from '../../ceremony/wrong-signature.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { SERVICE } from '../../token/service.ts';
import type { HeldAgainst, StatusNames } from './encode-status.ts';
import { suggestSteps } from './next-steps.ts';
import type { ShownStep } from './status-answer.ts';

/** An approval file, and all that it is held against. */
export interface StatusCase extends HeldAgainst {
  readonly bytes: Uint8Array;
  /** The same, read. */
  readonly set: ApprovalSet;
  readonly names: StatusNames;
  readonly required: number | undefined;
  readonly request: RequestAtHand | undefined;
  /** Whether the officers' keys are those of a policy. */
  readonly inPolicy: boolean;
  /** Files that may have been signed by mistake. */
  readonly nearby: readonly NearbyFile[];
  /** The approval file's own folder, where what it names is there and not here. */
  readonly folder: string | undefined;
  readonly isThere: (path: string) => boolean;
  readonly folderOf: (path: string) => string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How far a ceremony is, and what is to be done. */
export interface JudgedStatus {
  readonly status: CeremonyStatus;
  readonly steps: readonly ShownStep[];
  /** Milliseconds since 1970, by the clock that the token ages by. */
  readonly now: number;
}

/** Judges an approval file with everything that it names. It never throws. */
export function judgeStatus(given: StatusCase, crypto: CryptoProvider): JudgedStatus {
  const { set, names, key, request, policy, required } = given;
  const now = clockOf(key, given.now);
  const options: StatusOptions = {
    now: Math.floor(now / 1000),
    roster: given.roster,
    nearby: given.nearby,
    ...(required === undefined ? {} : { required }),
    ...withApprovers(key),
    ...(request === undefined ? {} : { request }),
    ...(policy === undefined ? {} : { policy: { policy, now: Math.floor(given.now / 1000) } }),
  };
  const status = readStatus(set, options, crypto);
  const steps = suggestSteps(status, {
    approvalFile: names.file,
    request: names.request,
    policy: names.policy,
    inPolicy: given.inPolicy,
    folder: given.folder,
    isThere: given.isThere,
    folderOf: given.folderOf,
    fix: set.format === 'classic' && !status.reached ? findFileFix(given.bytes) : undefined,
    now,
    key,
  });
  return { status, steps, now };
}

/** Whose approvals count, where the cluster is that of the token. */
function withApprovers(key: TokenKey | undefined): Pick<StatusOptions, 'key'> {
  if (key?.found.state !== 'found' || !key.found.hasToken) return {};
  const { owner, sharedWith, quorum } = key.found.key;
  const users = [...(owner === undefined ? [] : [owner]), ...sharedWith];
  return { key: { users, required: key.service === SERVICE.useKey ? quorum.use : quorum.manage } };
}
