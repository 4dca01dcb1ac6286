/**
 * How far the ceremonies of a folder are: for each token what its approvals are worth together, and what is to be done.
 */
import type { FolderToken } from '../../ceremony/folder/read-folder.ts';
import { findNextSteps } from '../../ceremony/next-steps.ts';
import { describeOperation } from '../../ceremony/operation/format-operation.ts';
import { createdOf } from '../../ceremony/policy/judge-set.ts';
import type { Policy } from '../../ceremony/policy/policy.ts';
import type { KeyHolder } from '../../ceremony/request/judge-signatures.ts';
import type { Roster } from '../../ceremony/roster.ts';
import { type CeremonyStatus, readStatus } from '../../ceremony/status.ts';
import type { NearbyFile } from '../../ceremony/wrong-signature.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { quotePath } from '../../words/quote-for-shell.ts';
import { countOn } from '../status/count-on.ts';
import type { ShownStep } from '../status/status-answer.ts';
import { FOLDER_STEPS, type FolderNames } from '../status/steps/folder.ts';
import { describeReason, showStep } from '../status/steps/shown-step.ts';

/** What the tokens of a folder are held against. */
export interface FolderHeldAgainst {
  /** Seconds since 1970. */
  readonly rosterAt: (created: number | undefined) => Roster;
  readonly holdersAt: (created: number | undefined) => readonly KeyHolder[];
  /** Whether the keys are those of a policy. */
  readonly inPolicy: boolean;
  readonly policy: Policy | undefined;
  readonly required: number | undefined;
  /** As they were named. */
  readonly names: { readonly roster: string | undefined; readonly policy: string | undefined };
  readonly nearby: readonly NearbyFile[];
  readonly isThere: (path: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How far the ceremony over one token is. */
export interface JudgedToken {
  readonly token: FolderToken;
  readonly status: CeremonyStatus;
  readonly roster: Roster;
  readonly steps: readonly ShownStep[];
}

/** Judges one token with all that is there of it. It never throws. */
export function judgeFolderToken(
  token: FolderToken,
  held: FolderHeldAgainst,
  crypto: CryptoProvider,
): JudgedToken {
  const { set, request } = token;
  const { policy, required } = held;
  const created = createdOf(set);
  const now = Math.floor(held.now / 1000);
  const roster = held.rosterAt(created);
  const atHand = request && {
    signed: request.signed,
    holders: held.holdersAt(created),
    now,
    policy: policy?.digest ?? null,
  };
  const status = readStatus(
    set,
    {
      roster,
      nearby: held.nearby,
      ...(required === undefined ? {} : { required }),
      ...(atHand === undefined ? {} : { request: atHand }),
      ...(policy === undefined ? {} : { policy: { policy, now } }),
    },
    crypto,
  );
  const names = nameFiles(token, held);
  const steps = findNextSteps(status).map((step) => showStep(step, FOLDER_STEPS, names));
  return { token, status, roster, steps };
}

function nameFiles(
  { path, set, request, sources }: FolderToken,
  { inPolicy, required, names: { roster, policy }, isThere }: FolderHeldAgainst,
): FolderNames {
  const free = (wanted: string): string => (isThere(wanted) ? countOn(wanted, isThere) : wanted);
  const token = quotePath(path);
  const isSdk5 = set.format === 'sdk5';
  const ending = path.lastIndexOf('/') + 1;
  const folder = path.slice(0, ending);
  const withPolicy = policy === undefined ? '' : ` --policy ${quotePath(policy)}`;
  const asked = request?.paths[0];
  return {
    token,
    isSdk5,
    inPolicy,
    required,
    keys: [
      ...(roster === undefined ? [] : [`--roster ${quotePath(roster)}`]),
      ...(policy === undefined ? [] : [`--policy ${quotePath(policy)}`]),
    ],
    withRequest: (name) =>
      asked === undefined
        ? withPolicy
        : ` --request ${quotePath(asked)} --request-out ${quotePath(free(`${folder}request.${name}.json`))}${withPolicy}`,
    newRequest:
      request === undefined || asked === undefined
        ? undefined
        : {
            token,
            withPolicy,
            operation: describeOperation(request.signed.request.operation),
            withReason: describeReason(request.signed.request),
            out: free(asked),
          },
    newSignature: (name) => free(`${path}.${name}.sig`),
    sources: sources.map(quotePath),
    requests: (request?.paths ?? []).map(quotePath),
    combined: quotePath(free(`${folder}${isSdk5 ? 'approved.json' : 'approval.txt'}`)),
    combinedRequest: quotePath(free(`${folder}request.signed.json`)),
  };
}
