import { DEVICE_LIMITS } from '../../parser/device.ts';
import type { ApprovalSet } from '../approval-set.ts';
import type { Policy } from '../policy/policy.ts';

/** How many approvals are needed, and who says so. */
export interface Required {
  readonly required: number;
  /**
   * The caller, who knows M; the key that the token is for; the policy, which has it; the file itself; or nobody, so that it is the least that any
   * quorum asks, and nothing is reached.
   */
  readonly requiredFrom: 'option' | 'key' | 'policy' | 'file' | 'least';
}

/** Who approves for a key, and how many of them must. */
export interface KeyApprovers {
  /** Its owner and those it is shared with. */
  readonly users: readonly string[];
  /** 0 where the key asks for no approvals. */
  readonly required: number;
}

/** While a quorum is asked for, M is at least this (AWS user guide, "Using quorum authentication"). */
const LEAST_M = 2;

export function findRequired(
  { token, claimedApprovals: claimed }: ApprovalSet,
  given: number | undefined,
  policy: Policy | undefined,
  key: KeyApprovers | undefined,
): Required {
  if (given !== undefined) return { required: given, requiredFrom: 'option' };
  if (key !== undefined && key.required > 0) {
    return { required: key.required, requiredFrom: 'key' };
  }
  const agreed = policy?.mValues.get(token?.records[0]?.service ?? -1);
  if (agreed !== undefined) return { required: agreed, requiredFrom: 'policy' };
  const required = Math.min(Math.max(LEAST_M, claimed ?? 0), DEVICE_LIMITS.approvals);
  return { required, requiredFrom: claimed === undefined ? 'least' : 'file' };
}
