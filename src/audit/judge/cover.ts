/**
 * Which request covers which operation. A request is for one token, and a token serves one operation.
 */
import type { SignedRequest } from '../../ceremony/request/request.ts';
import { groupBy } from '../../group-by.ts';
import type { AuditedRequest, AuditFinding, LoggedOperation, RequestApproval } from '../report.ts';
import { isOperationOf } from './guarded-operation.ts';
import { matchPairs } from './match.ts';
import { compareTexts } from './order.ts';

/** A request, and the file that it is from. */
export interface RequestFile {
  readonly path: string;
  readonly request: SignedRequest;
}

/**
 * Says what the signatures of a request are worth.
 *
 * @param at seconds since 1970: when its operation was done, or else when it was made
 */
export type ApproveRequest = (request: SignedRequest, at: number) => RequestApproval;

/** What was done, as requests are held against it. */
export interface CoverableOperation {
  readonly time: bigint;
  readonly operation: LoggedOperation;
  readonly actor: string | undefined;
}

/** What covers what. */
export interface Cover {
  readonly requests: readonly AuditedRequest[];
  /** For each operation the place of its request. */
  readonly byOperation: readonly (number | undefined)[];
  readonly findings: readonly AuditFinding[];
}

const MICROSECONDS = 1_000_000n;

/**
 * Holds operations against requests: as many operations are covered as can be, those that come first, by requests whose
 * signatures hold.
 *
 * @param operations in the order of time
 */
export function coverOperations(
  operations: readonly CoverableOperation[],
  files: readonly RequestFile[],
  approve: ApproveRequest | undefined,
): Cover {
  const requests = mergeCopies(files);
  const placeOf = new Map(requests.map((request, at) => [request, at]));
  // Requests for one token share what they can cover.
  const tokens = new Map([...new Set(requests.map(tokenOf))].map((token, at) => [token, at]));
  const numberOf = (request: RequestFile): number => tokens.get(tokenOf(request)) ?? -1;
  const byRequester = groupBy(requests, ({ request }) => request.request.requester);
  const choices = operations.map((operation): Choices => {
    const fitting = (byRequester.get(operation.actor ?? '') ?? []).filter(({ request }) =>
      isOperationOf(operation.operation, request.request.operation),
    );
    const timely = fitting.filter(({ request }) => isTimely(operation, request));
    const approved = timely.filter(
      ({ request }) => approve?.(request, secondsOf(operation)).isEnough ?? true,
    );
    return { approved, timely, others: fitting.filter((one) => !timely.includes(one)) };
  });
  const matched = matchPairs(operations.length, [
    (at) => (choices[at]?.approved ?? []).map(numberOf),
    (at) => (choices[at]?.timely ?? []).map(numberOf),
  ]);
  const chosen = choices.map(({ approved, timely }, at) => {
    const isMatched = (one: RequestFile): boolean => numberOf(one) === matched[at];
    return approved.find(isMatched) ?? timely.find(isMatched);
  });
  const holders = new Map(chosen.map((one, at) => [matched[at], one]));
  const findings = choices.flatMap(({ approved, timely, others }, operation): AuditFinding[] => {
    const one = chosen[operation];
    if (one !== undefined) {
      const request = placeOf.get(one) ?? 0;
      return approved.includes(one) ? [] : [{ code: 'request-not-approved', operation, request }];
    }
    // All that would cover it are used, or it would be covered.
    const [again] = timely;
    if (again !== undefined) {
      const holder = holders.get(numberOf(again)) ?? again;
      return [{ code: 'done-twice', operation, request: placeOf.get(holder) ?? 0 }];
    }
    const unused = others.find((other) => !holders.has(numberOf(other)));
    return unused === undefined
      ? [{ code: 'uncovered', operation }]
      : [{ code: 'outside-time', operation, request: placeOf.get(unused) ?? 0 }];
  });
  const byOperation = chosen.map((one) => one && placeOf.get(one));
  return {
    requests: requests.map((file, at) => {
      const first = byOperation.indexOf(at);
      const done = first === -1 ? [] : [first];
      const when = first === -1 ? file.request.request.made : secondsOf(operations[first]);
      return {
        ...file,
        operations: [...done, ...listOperations(findings, 'done-twice', at)],
        outside: listOperations(findings, 'outside-time', at),
        approval: approve?.(file.request, when),
      };
    }),
    byOperation,
    findings,
  };
}

/** Requests that an operation may be that of. */
interface Choices {
  /** Those whose signatures hold, or where nobody judges them. */
  readonly approved: readonly RequestFile[];
  readonly timely: readonly RequestFile[];
  /** Those of another time. */
  readonly others: readonly RequestFile[];
}

function listOperations(
  findings: readonly AuditFinding[],
  code: 'done-twice' | 'outside-time',
  place: number,
): readonly number[] {
  return findings.flatMap((finding) =>
    finding.code === code && finding.request === place ? [finding.operation] : [],
  );
}
/** Files of one request are copies that some have signed: their signatures count together. */
function mergeCopies(files: readonly RequestFile[]): readonly RequestFile[] {
  const sorted = [...files].sort(
    (one, other) =>
      one.request.request.made - other.request.request.made || compareTexts(one.path, other.path),
  );
  const copies = groupBy(sorted, ({ request }) => request.signedBytes.join());
  return [...copies.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            path: first.path,
            request: {
              ...first.request,
              signatures: [first, ...others].flatMap(({ request }) => request.signatures),
            },
          },
        ],
  );
}

function tokenOf({ request }: RequestFile): string {
  return request.request.token.digest;
}

/** The second of `expires` still belongs to it. */
function isTimely({ time }: CoverableOperation, { request }: SignedRequest): boolean {
  const { made, expires } = request;
  const second = time / MICROSECONDS;
  return second >= BigInt(made) && (expires === undefined || second <= BigInt(expires));
}

function secondsOf(operation: CoverableOperation | undefined): number {
  return Number((operation?.time ?? 0n) / MICROSECONDS);
}
