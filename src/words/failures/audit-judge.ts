import { AUDIT_LIMITS } from '../../audit/judge/budget.ts';
import type { AuditJudgeFailures } from '../../failure-codes/audit-judge.ts';
import type { FailureWords } from './failure-words.ts';

const WHAT: Readonly<Record<AuditJudgeFailures['audit-too-much']['what'], string>> = {
  operations: 'guarded operations and tokens',
  sessions: 'log-ins of officers',
  connections: 'connections that are open at once',
  streams: 'streams',
};

export const AUDIT_JUDGE_FAILURE_WORDS: FailureWords<AuditJudgeFailures> = {
  'audit-too-much': {
    message: ({ what }) =>
      `the logs have more than ${AUDIT_LIMITS[what]} ${WHAT[what]}, which is more than one audit holds`,
    hint: () => 'audit shorter exports one after another, each from a little before its --from',
  },
};
