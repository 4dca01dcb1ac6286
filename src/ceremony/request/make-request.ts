/**
 * Makes requests: what is asked for, checked against the token that it is for.
 */
import { Failure } from '../../failure.ts';
import type { TokenRecord } from '../../token/record.ts';
import { listKeyReferences } from '../../token/sdk5/key-reference.ts';
import { findService, SERVICE } from '../../token/service.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import { describeOperation } from '../operation/format-operation.ts';
import { findOtherNamedKey } from '../operation/key-filter.ts';
import { isCovered } from '../operation/match-operation.ts';
import type { Operation } from '../operation/operation.ts';
import { findOperationKind } from '../operation/operation-kinds.ts';
import { parseOperation } from '../operation/parse-operation.ts';
import { findTextProblem, LONGEST_REQUEST_TEXT } from './members.ts';
import { isWritable } from './predicate.ts';
import type { BoundRequest, RequestSubject, RequestTerms } from './request.ts';

/** What people give; times are seconds since 1970. */
export interface GivenTerms extends Omit<RequestTerms, 'operation'> {
  /** In the words of either console. */
  readonly operation: string;
}

/**
 * Makes the terms of a request.
 *
 * @throws Failure of kind `usage`: `request-user`, `request-service`, `request-text`, `request-expired`; for the
 *   operation `request-operation`, `request-operation-unwritable`, `request-not-covered`, `request-other-key`
 * @example
 * const given = { requester: 'Officer1', service: 3, made: created, expires: undefined, policy: undefined };
 * const said = { operation: 'createUser CU bob', reason: 'joins payments', ticket: undefined };
 * makeTerms({ ...given, ...said }).requester; // 'officer1'
 */
export function makeTerms(given: GivenTerms): RequestTerms {
  const requester = canonicalUserName(given.requester);
  if (requester === undefined) throw new Failure('request-user', { name: given.requester });
  for (const member of ['reason', 'ticket'] as const) {
    const problem = findTextProblem(given[member] ?? '-');
    const most = LONGEST_REQUEST_TEXT;
    if (problem !== undefined) throw new Failure('request-text', { member, problem, most });
  }
  const { made, expires } = given;
  if (expires !== undefined && expires <= made) {
    throw new Failure('request-expired', { expires, now: made });
  }
  const operation = readOperationFor(given.operation, given.service);
  refuseOtherKey(operation, given.key);
  return { ...given, requester, operation };
}

/** @throws Failure `request-other-key` where the operation names another key than the token's */
function refuseOtherKey(operation: Operation, key: string | undefined): void {
  const expected = key === undefined ? undefined : findOtherNamedKey(operation, key);
  if (key === undefined || expected === undefined) return;
  throw new Failure('request-other-key', { expected, found: key });
}

function readOperationFor(text: string, service: number): Operation {
  const known = findService(service);
  if (known === undefined) throw new Failure('request-service', { service: String(service) });
  const { operation, problem } = parseOperation(text);
  if (problem !== undefined) throw new Failure('request-operation', { problem });
  if (!isWritable(operation)) throw new Failure('request-operation-unwritable', {});
  if (isCovered(operation, known.code)) return operation;
  const code = findOperationKind(operation.op)?.service ?? known.code;
  throw new Failure('request-not-covered', {
    operation: describeOperation(operation),
    service,
    expected: SERVICE[code],
  });
}

/**
 * Whose a token is, and what for.
 *
 * @throws Failure `request-mixed-token` where its records do not agree: it stands for no one thing
 */
export function readOwner(records: readonly TokenRecord[]): {
  readonly requester: string;
  readonly service: number;
  readonly key?: string;
} {
  const users = [...new Set(records.map(({ user }) => user.toLowerCase()))];
  const services = [...new Set(records.map(({ service }) => service))];
  const keys = listKeyReferences(records);
  const [first] = records;
  if (first === undefined || users.length > 1 || services.length > 1 || keys.length > 1) {
    throw new Failure('request-mixed-token', { users, services, keys });
  }
  const [key] = keys;
  const { user, service } = first;
  return { requester: user.toLowerCase(), service, ...(key !== undefined && { key }) };
}

/**
 * Makes the request of a draft.
 *
 * @param records of the token
 * @param now seconds since 1970: when the request is made
 * @throws Failure `request-other-user`, `request-other-service` where the token is another's, `request-expired` where
 *   the draft's time is over, `request-mixed-token`
 * @example
 * bindDraft(terms, request.token, [record], created + 60).token.name; // 'officer1.token'
 */
export function bindDraft(
  draft: RequestTerms,
  subject: RequestSubject,
  records: readonly TokenRecord[],
  now: number,
): BoundRequest {
  const { requester, service, key } = readOwner(records);
  if (requester !== draft.requester) {
    throw new Failure('request-other-user', { expected: draft.requester, found: requester });
  }
  if (service !== draft.service) {
    throw new Failure('request-other-service', { expected: draft.service, found: service });
  }
  const { expires } = draft;
  if (expires !== undefined && expires <= now)
    throw new Failure('request-expired', { expires, now });
  refuseOtherKey(draft.operation, key);
  return { ...draft, ...(key !== undefined && { key }), made: now, token: subject };
}
