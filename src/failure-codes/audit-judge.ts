/** Failures of audit/judge: a log holds more than an audit does. */
import type { KindsOf } from './kind.ts';

export interface AuditJudgeFailures {
  /** `what` there is too much of. */
  'audit-too-much': { readonly what: 'operations' | 'sessions' | 'connections' | 'streams' };
}

export const auditJudgeFailureKinds = (): KindsOf<AuditJudgeFailures> => ({
  'audit-too-much': 'file',
});
