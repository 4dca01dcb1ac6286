/**
 * Which tokens the logs show to be spent. No log of a vendor names a token, so that it takes all of this:
 * - an operation that a request covers, and the request stands for this very token;
 * - as many HSMs have done it as the token has records, and none that should have is without it;
 * - each did it within the time that the token lives, after it was got;
 * - the service does ask for approvals, as far as anybody looked.
 * Of such a token nothing is left on any HSM: it was spent on that operation, or was gone before.
 */

import { TOKEN_LIFE } from '../../audit/judge/align.ts';
import type { AuditedOperation, AuditReport } from '../../audit/report.ts';
import { isCovered } from '../../ceremony/operation/match-operation.ts';
import type { BoundRequest } from '../../ceremony/request/request.ts';
import { findOddities } from '../../token/oddities.ts';
import type { TokenRecord } from '../../token/record.ts';
import { findService, findServiceByWord } from '../../token/service.ts';
import type { Snapshot } from '../findings.ts';
import { secondOf, toMicroseconds } from './instants.ts';

/** A token, as far as it matters here. */
export interface SpendableToken {
  readonly digest: string;
  readonly records: readonly TokenRecord[];
}

/**
 * @param quorumValues of the snapshot before; none where nobody looked
 * @returns the operation that it was spent on; nothing where the logs do not show one
 */
export function findSpending(
  { digest, records }: SpendableToken,
  report: AuditReport,
  quorumValues: Snapshot['quorumValues'],
): AuditedOperation | undefined {
  // Two records of one node, or of two users: one of them may be left.
  if (records.length === 0 || findOddities(records).length > 0) return undefined;
  if (!asksForApprovals(records[0]?.service, quorumValues)) return undefined;
  return report.operations.find((operation) => {
    const { request, done, missing } = operation;
    const covering = request === undefined ? undefined : report.requests[request];
    if (covering?.request.request.token.digest !== digest || missing.length > 0) return false;
    if (!isFor(covering.request.request, records)) return false;
    // One log under two names has the same times to the microsecond, and is one.
    const hsms = new Set(done.map(({ time }) => time)).size;
    return hsms >= records.length && done.every(({ time }) => isInLife(time, records));
  });
}

/** With a quorum of one an HSM does everything without a token, and leaves it. */
function asksForApprovals(
  service: number | undefined,
  quorumValues: Snapshot['quorumValues'],
): boolean {
  return quorumValues.every(
    (one) => findServiceByWord(one.service)?.number !== service || one.value > 1,
  );
}

/** An operation that another token lets through leaves this one as it is, whatever the request says. */
function isFor(
  { requester, service, operation }: BoundRequest,
  records: readonly TokenRecord[],
): boolean {
  return (
    isCovered(operation, findService(service)?.code) &&
    records.every((one) => one.service === service && one.user.toLowerCase() === requester)
  );
}

function isInLife(time: bigint, records: readonly TokenRecord[]): boolean {
  return records.every(
    ({ created }) =>
      secondOf(time) >= created && time <= toMicroseconds(created + 1) + 2n * TOKEN_LIFE,
  );
}
