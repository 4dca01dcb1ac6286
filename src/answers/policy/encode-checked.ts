import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import { describeOperation } from '../../ceremony/operation/format-operation.ts';
import { createdOf, type SetVerdict } from '../../ceremony/policy/judge-set.ts';
import type { Policy } from '../../ceremony/policy/policy.ts';
import type { SignedRequest } from '../../ceremony/request/request.ts';
import type { TokenKey } from '../../ceremony/token-key.ts';
import { formatIsoTime } from '../../words/iso-time.ts';
import { encodeTokenKey } from '../token/encode-key.ts';
import { encodeVerdict } from './encode-verdict.ts';
import type { PolicyChecked } from './policy-answer.ts';

/** Approvals that were held against a policy. */
export interface CheckedSet {
  /** Files, as they were named. */
  readonly names: { readonly policy: string; readonly set: string };
  readonly policy: Policy;
  readonly set: ApprovalSet;
  readonly request: SignedRequest | undefined;
  readonly verdict: SetVerdict;
  /** The key that the token is for, where it is for one. */
  readonly key: TokenKey | undefined;
}

/** What `mofn policy check --json` answers. */
export function encodeCheckedPolicy(checked: CheckedSet): PolicyChecked {
  const { names, policy, set, request, verdict, key } = checked;
  const [first] = set.token?.records ?? [];
  const created = createdOf(set);
  return {
    schemaVersion: 1,
    policy: { file: names.policy, name: policy.name ?? null, sha256: policy.digest },
    file: names.set,
    requester: first?.user ?? '',
    service: first?.service ?? 0,
    ...(key !== undefined && { key: encodeTokenKey(key) }),
    created: created === undefined ? null : formatIsoTime(created),
    operation: request === undefined ? null : describeOperation(request.request.operation),
    met: verdict.isMet,
    ...encodeVerdict(verdict),
    requestProblems: verdict.requestProblems.map(({ code }) => code),
  };
}
