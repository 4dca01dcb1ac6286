/**
 * What people read of a request.
 */
import { formatOperation } from '../ceremony/operation/format-operation.ts';
import type {
  BoundRequest,
  JudgedRequestSignature,
  RequestProblem,
  RequestTerms,
} from '../ceremony/request/request.ts';
import { escapeUnsafe } from '../printable.ts';
import { findService } from '../token/service.ts';
import { countNoun } from './count-noun.ts';
import { formatIsoTime } from './iso-time.ts';

/**
 * Everything that a request, or a draft, says: a line each, label and value. It is safe to show.
 *
 * @example
 * describeRequest(request)[0]; // 'operation  createUser CU bob'
 */
export function describeRequest(request: RequestTerms | BoundRequest): readonly string[] {
  const { operation, reason, ticket, expires, policy } = request;
  const classic = formatOperation(operation, 'classic');
  const newer = formatOperation(operation, 'sdk5');
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['operation', classic ?? newer],
    ['', classic === undefined ? undefined : newer],
    ['asked by', request.requester],
    ['service', nameNumber(request.service)],
    ['reason', reason],
    ['ticket', ticket],
    ['made', showTime(request.made)],
    ['expires', expires === undefined ? 'never' : showTime(expires)],
    ['policy', policy === undefined ? undefined : `SHA-256 ${policy}`],
    ['key', request.key],
    ['data', describeData(request)],
    ...('token' in request ? describeSubject(request) : []),
  ];
  return rows.flatMap(([label, value]) =>
    value === undefined ? [] : [`${label.padEnd(9)}  ${escapeUnsafe(value)}`],
  );
}

/** Of what is signed there is nothing to see but its digest; without that, nobody knows what they approve. */
function describeData({ operation: { op }, data }: RequestTerms): string | undefined {
  if (data !== undefined) return `SHA-256 ${data.digest}, ${countNoun(data.bytes, 'byte')}`;
  return op === 'sign'
    ? 'nobody has said which: whatever is there by then will be signed'
    : undefined;
}

function describeSubject({ token }: BoundRequest): readonly (readonly [string, string])[] {
  return [
    ['token', token.name],
    ['', `SHA-256 ${token.digest}`],
  ];
}

/** Why a request is not to be signed, or does not count; safe to show. */
export function describeRequestProblem(problem: RequestProblem): string {
  switch (problem.code) {
    case 'other-token':
      return `it stands for another token: SHA-256 ${problem.expected.slice(0, 16)}…, and this one has ${problem.found.slice(0, 16)}…`;
    case 'other-requester':
      return `it is asked by ${escapeUnsafe(problem.expected)}, and the token is of ${escapeUnsafe(problem.found)}`;
    case 'other-service':
      return `it is for service ${nameNumber(problem.expected)}, and the token for ${nameNumber(problem.found)}`;
    case 'other-key':
      return `it is about the key ${escapeUnsafe(problem.expected)}, and the token is for ${escapeUnsafe(problem.found)}`;
    case 'not-covered':
      return `a token for ${nameNumber(problem.service)} does not let the operation through`;
    case 'expired':
      return `it has expired: its time ended ${showTime(problem.expires)}`;
    case 'from-the-future':
      return `it was made ${showTime(problem.made)}, which is still to come: one of the clocks is wrong`;
    case 'other-policy':
      return problem.found === undefined
        ? `it names a policy, SHA-256 ${problem.expected.slice(0, 16)}…, and none is at hand`
        : `it names another policy: SHA-256 ${problem.expected.slice(0, 16)}…, and this one has ${problem.found.slice(0, 16)}…`;
  }
}

/** Whose a signature of a request is; safe to show. */
export function describeRequestSignature(judged: JudgedRequestSignature): string {
  if (judged.state === 'unknown') {
    const said = judged.keyId === '' ? '' : `; it says: key ${escapeUnsafe(judged.keyId)}`;
    return `by no key at hand${said}`;
  }
  const names = judged.names.map(escapeUnsafe).join(' and ');
  return judged.state === 'right'
    ? `right, by ${names}`
    : `by ${names}, whose key has signed already`;
}

/** What an envelope says of a signature's key, where no key is at hand; safe to show. */
export function describeSignatureHint(keyId: string): string {
  return keyId === ''
    ? 'by somebody; it does not say whose key'
    : `it says: by key ${escapeUnsafe(keyId)}`;
}

function nameNumber(service: number): string {
  const name = findService(service)?.name;
  return name === undefined ? String(service) : `${service} (${name})`;
}

/** Years that no calendar of ours has are told as they are. */
function showTime(seconds: number): string {
  return formatIsoTime(seconds) ?? `${countNoun(seconds, 'second')} after 1970`;
}
