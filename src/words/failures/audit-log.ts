import { cutText } from '../../cut-text.ts';
import type { AuditLogFailures, LogJsonProblem } from '../../failure-codes/audit-log.ts';
import { escapeUnsafe } from '../../printable.ts';
import type { FailureWords } from './failure-words.ts';

export const AUDIT_LOG_FAILURE_WORDS: FailureWords<AuditLogFailures> = {
  'log-json': {
    message: ({ stream, event, problem }) =>
      `log "${escapeUnsafe(stream)}" begins as JSON and is not what aws logs prints: ` +
      `${describeProblem(problem)}${event === 0 ? '' : `, at event ${event}`}`,
    hint: () =>
      'it should be the text of one stream, or what aws logs filter-log-events or get-log-events prints',
  },
};

function describeProblem(problem: LogJsonProblem): string {
  switch (problem.code) {
    case 'syntax':
      return 'it is no JSON';
    case 'cut-short':
      return 'it ends too early';
    case 'key-twice':
      return `key "${escapeUnsafe(cutText(problem.key, 40))}" is there twice`;
    case 'proto-key':
      return 'key "__proto__" is not allowed';
    case 'too-long':
      return 'a text in it is longer than an event can be';
    case 'too-deep':
      return 'it is nested too deep, or an object has too many keys';
    case 'no-events':
      return 'it has no array "events"';
  }
}
