import type { FindingCode } from '../../doctor-finding.ts';
import type { Rule } from './rule.ts';
import { approversTooFew, noOfficerToSpare, oneOfficerToSpare } from './rules/approvers.ts';
import { auditChain } from './rules/audit-chain.ts';
import { clockOffset, clockStanding } from './rules/clock.ts';
import { defaultPassword } from './rules/default-password.ts';
import { faultSet } from './rules/fault-set.ts';
import { keyDeletionUncovered } from './rules/key-deletion-uncovered.ts';
import { keyOrphaned } from './rules/key-orphaned.ts';
import { keyQuorumUnreachable } from './rules/key-quorum-unreachable.ts';
import { keyUnfit } from './rules/key-unfit.ts';
import { lockedOut } from './rules/locked-out.ts';
import { noOfficerCanLogIn } from './rules/no-officer-can-log-in.ts';
import { officerLocked } from './rules/officer-locked.ts';
import { officersBelowM } from './rules/officers-below-m.ts';
import { auditRewritten, operatorChain } from './rules/operator-log.ts';
import { outOfStep } from './rules/out-of-step.ts';
import { quorumOff } from './rules/quorum-off.ts';
import { sessionStale } from './rules/session-stale.ts';
import { sharedKey } from './rules/shared-key.ts';
import { tokenEnding } from './rules/token-ending.ts';
import { tokenUnusable } from './rules/token-unusable.ts';
import { unreadable } from './rules/unreadable.ts';
import { weakQuorumManagement } from './rules/weak-quorum-management.ts';

/** Every rule, in the order in which findings are told: errors first, then what is worst. */
export const RULES: readonly { readonly [Code in FindingCode]: Rule<Code> }[FindingCode][] = [
  unreadable,
  auditChain,
  auditRewritten,
  operatorChain,
  lockedOut,
  officersBelowM,
  noOfficerCanLogIn,
  approversTooFew,
  keyQuorumUnreachable,
  outOfStep,
  noOfficerToSpare,
  oneOfficerToSpare,
  weakQuorumManagement,
  sharedKey,
  keyUnfit,
  officerLocked,
  keyDeletionUncovered,
  keyOrphaned,
  quorumOff,
  defaultPassword,
  tokenUnusable,
  tokenEnding,
  faultSet,
  clockStanding,
  clockOffset,
  sessionStale,
];
