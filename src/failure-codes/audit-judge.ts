/** Failures of audit/judge: a log holds more than an audit does. */
import type { KindsOf } from './kind.ts';

export interface AuditJudgeFailures {
  /** `what` there is too much of. */
  'audit-too-much': { readonly what: 'operations' | 'sessions' | 'connections' | 'streams' };
}

export const AUDIT_JUDGE_FAILURE_KINDS: KindsOf<AuditJudgeFailures> = { 'audit-too-much': 'file' };
