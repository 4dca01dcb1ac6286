/**
 * Logs held against requests, and what each token was spent on.
 */
import type { ApproveRequest, RequestFile } from '../../audit/judge/cover.ts';
import { isOfKeys } from '../../audit/judge/key-operation.ts';
import type { AuditReport } from '../../audit/report.ts';
import type { Snapshot } from '../findings.ts';
import { attempt, type PieceProblem } from './attempt.ts';
import { findSpending, type SpendableToken } from './find-spent.ts';
import { findStart } from './find-start.ts';
import { secondOf } from './instants.ts';
import { auditLogs, type Logs } from './read-logs.ts';
import type { Tokens } from './read-tokens.ts';

/** What logs show. */
export interface Audited {
  /** Missing where there are no logs. */
  readonly report: AuditReport | undefined;
  /** Microseconds since 1970. */
  readonly from: bigint | undefined;
  /** Seconds since 1970: when a token was spent; nothing where the logs do not show it. */
  spentAt(token: SpendableToken): number | undefined;
  /** Seconds since 1970: when the operation of a request was done, or else when it was made. */
  judgedAt(file: RequestFile): number;
}

/** What logs are held against. */
export interface AuditSide {
  readonly logs: Logs;
  readonly requests: readonly RequestFile[];
  readonly tokens: Tokens;
  readonly approve: ApproveRequest | undefined;
  /** When the record was opened: seconds since 1970. */
  readonly opened: number | undefined;
  readonly before: Snapshot | undefined;
}

export function judgeAudit(
  { logs, requests, tokens, approve, opened, before }: AuditSide,
  problems: PieceProblem[],
): Audited {
  const from = findStart(logs, {
    opened,
    created: [
      ...tokens.subjects.map(({ created }) => created),
      ...tokens.withheld.map(({ token }) => token.created),
    ],
    made: requests.map(({ request }) => request.request.made),
  });
  const sets = tokens.subjects.map(({ path, token: { digest, records } }) => ({
    path,
    digest,
    hsms: new Set(records.map(({ node }) => node)).size,
  }));
  const keepsKeys = requests.some(({ request }) => isOfKeys(request.request.operation));
  const [first] = logs.pieces;
  const report =
    first &&
    attempt(first.path, problems, () =>
      auditLogs(logs, from, keepsKeys).finish({ requests, approve, sets }),
    );
  return {
    report,
    from,
    spentAt(token) {
      const found = report && findSpending(token, report, before?.quorumValues ?? []);
      return found && secondOf(found.time);
    },
    judgedAt({ request }) {
      const { digest } = request.request.token;
      const covered = report?.operations.find(
        (one) =>
          one.request !== undefined &&
          report.requests[one.request]?.request.request.token.digest === digest,
      );
      return covered === undefined ? request.request.made : secondOf(covered.time);
    },
  };
}
