/**
 * What a request says besides whose token it is for: the predicate of its Statement, and the body of a draft.
 */

import { escapeUnsafe } from '../../printable.ts';
import type { JsonValue } from '../../token/json/json-document.ts';
import { findService } from '../../token/service.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import { formatOperation } from '../operation/format-operation.ts';
import { isSameOperation } from '../operation/match-operation.ts';
import type { Operation } from '../operation/operation.ts';
import { findOperationKind } from '../operation/operation-kinds.ts';
import { parseOperation } from '../operation/parse-operation.ts';
import { writeInstant } from './instant.ts';
import {
  findTextProblem,
  join,
  type Members,
  openMembers,
  readDigest,
  readNumber,
  readOptionalText,
  readText,
  readTime,
  wrong,
} from './members.ts';
import type { RequestData, RequestTerms } from './request.ts';

const MEMBERS = [
  'operation',
  'requester',
  'service',
  'reason',
  'ticket',
  'made',
  'expires',
  'policy',
  'key',
  'data',
];

/** @throws Failure `request-member` for the first thing that is not as {@link encodePredicate} makes it */
export function readPredicate(value: JsonValue | undefined, path: string): RequestTerms {
  const members = openMembers(value, path, MEMBERS);
  const { byName } = members;
  const requester = readText(members, 'requester');
  if (canonicalUserName(requester) !== requester) throw wrong(join(path, 'requester'), 'user-name');
  return {
    operation: readOperation(byName.get('operation'), join(path, 'operation')),
    requester,
    service: readService(byName.get('service'), join(path, 'service')),
    reason: readOptionalText(members, 'reason'),
    ticket: readOptionalText(members, 'ticket'),
    made: readTime(members, 'made'),
    expires: byName.has('expires') ? readTime(members, 'expires') : undefined,
    policy: byName.has('policy')
      ? readPolicy(byName.get('policy'), join(path, 'policy'))
      : undefined,
    ...(byName.has('key') && { key: readKey(members) }),
    ...(byName.has('data') && { data: readData(byName.get('data'), join(path, 'data')) }),
  };
}

function readKey(members: Members): string {
  const key = readText(members, 'key');
  if (!/^0x[0-9a-f]{16}$/.test(key)) throw wrong(join(members.path, 'key'), 'key-reference');
  return key;
}

function readData(value: JsonValue | undefined, path: string): RequestData {
  const members = openMembers(value, path, ['digest', 'bytes']);
  const bytes = readNumber(members, 'bytes');
  if (!Number.isSafeInteger(bytes) || bytes < 0) throw wrong(join(path, 'bytes'), 'number');
  const digest = openMembers(members.byName.get('digest'), join(path, 'digest'), ['sha256']);
  return { digest: readDigest(digest, 'sha256'), bytes };
}

function readService(value: JsonValue | undefined, path: string): number {
  const members = openMembers(value, path, ['number', 'name']);
  const service = findService(readNumber(members, 'number'));
  if (service === undefined) throw wrong(join(path, 'number'), 'service');
  if (readText(members, 'name') !== service.name) throw wrong(join(path, 'name'), 'service-name');
  return service.number;
}

function readPolicy(value: JsonValue | undefined, path: string): string {
  const { byName } = openMembers(value, path, ['digest']);
  const digest = join(path, 'digest');
  return readDigest(openMembers(byName.get('digest'), digest, ['sha256']), 'sha256');
}

/** Its words must be those that name and arguments make, so that nobody is shown another operation than a program sees. */
function readOperation(value: JsonValue | undefined, path: string): Operation {
  const members = openMembers(value, path, ['name', 'arguments', 'classic', 'sdk5']);
  const kind = findOperationKind(readText(members, 'name'));
  if (kind === undefined) throw wrong(join(path, 'name'), 'operation');
  const names = kind.arguments.map(({ name }) => name);
  const known = kind.sdk5.keepsOptions ? [...names, 'options'] : names;
  const given = openMembers(members.byName.get('arguments'), join(path, 'arguments'), known);
  const values = known
    .filter((name) => names.includes(name) || given.byName.has(name))
    .map((name) => [name, readText(given, name)] as const);
  const operation: Operation = { op: kind.op, arguments: Object.fromEntries(values) };
  if (!isWritable(operation)) throw wrong(given.path, 'argument');
  for (const console of ['classic', 'sdk5'] as const) {
    requireWords(members, console, formatOperation(operation, console));
  }
  return operation;
}

function requireWords({ path, byName }: Members, name: string, expected: string | undefined): void {
  const value = byName.get(name);
  const words = value?.kind === 'string' ? value.value : value;
  if (words !== expected) throw wrong(join(path, name), 'words');
}

/**
 * Whether the words of both consoles are read again as that operation, so that they hold no password and nothing
 * besides, and are shown as they are.
 */
export function isWritable(operation: Operation): boolean {
  const values = Object.values(operation.arguments);
  if (values.some((value) => findTextProblem(value) !== undefined)) return false;
  return (['classic', 'sdk5'] as const).every((console) => {
    const words = formatOperation(operation, console);
    if (words === undefined) return console === 'classic';
    if (escapeUnsafe(words) !== words) return false;
    const { operation: again } = parseOperation(words);
    return again !== undefined && isSameOperation(again, operation);
  });
}

/** As it is written: plain data, whose members without a value are left out. */
export function encodePredicate(terms: RequestTerms): object {
  const { operation, service, expires, policy, key, data } = terms;
  return {
    operation: {
      name: operation.op,
      arguments: operation.arguments,
      classic: formatOperation(operation, 'classic'),
      sdk5: formatOperation(operation, 'sdk5'),
    },
    requester: terms.requester,
    service: { number: service, name: findService(service)?.name },
    reason: terms.reason,
    ticket: terms.ticket,
    made: writeInstant(terms.made),
    expires: expires === undefined ? undefined : writeInstant(expires),
    policy: policy === undefined ? undefined : { digest: { sha256: policy } },
    key,
    data: data === undefined ? undefined : { digest: { sha256: data.digest }, bytes: data.bytes },
  };
}
