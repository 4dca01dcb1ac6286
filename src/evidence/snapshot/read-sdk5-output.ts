/**
 * What `cloudhsm-cli user list` and `cloudhsm-cli quorum token-sign list-quorum-values` print: JSON with `error_code` and
 * `data` (AWS CloudHSM user guide, "user list", "quorum token-sign list-quorum-values").
 */
import { findMember, type JsonObject, type JsonValue } from '../../token/json/json-document.ts';
import { readJson } from '../../token/json/read-json.ts';
import { findServiceByWord } from '../../token/service.ts';
import type { SnapshotUser } from '../findings.ts';
import { LONGEST_WORD, MOST_USERS, type Printed } from './printed.ts';

/** @returns nothing where it is something else */
export function readSdk5Output(bytes: Uint8Array): Printed | undefined {
  const { document, problems } = readJson(bytes);
  if (document === undefined || problems.length > 0) return undefined;
  const data = findMember(document.root, 'data')?.value;
  if (document.root.kind !== 'object' || data?.kind !== 'object') return undefined;
  if (readScalar(document.root, 'error_code') !== 0) return undefined;
  const isExact = document.root.members.length === 2;
  return isExact ? (readUsers(data) ?? readQuorumValues(data)) : undefined;
}

function readUsers(data: JsonObject): Printed | undefined {
  const list = findMember(data, 'users')?.value;
  if (list?.kind !== 'array' || list.items.length > MOST_USERS || data.members.length !== 1) {
    return undefined;
  }
  const users = list.items.map(readUser);
  const known = users.filter((user) => user !== undefined);
  if (known.length < users.length) return undefined;
  return {
    users: known.map(({ user }) => user),
    quorumValues: [],
    isInStep: known.every(({ isInStep }) => isInStep),
  };
}

const MEMBERS = ['username', 'role', 'locked', 'mfa', 'quorum', 'cluster-coverage'];

function readUser(
  value: JsonValue,
): { readonly user: SnapshotUser; readonly isInStep: boolean } | undefined {
  const name = readWord(value, 'username');
  const role = readWord(value, 'role');
  if (value.kind !== 'object' || name === undefined || role === undefined) return undefined;
  if (value.members.some((member) => !MEMBERS.includes(member.name))) return undefined;
  const quorum = readStrategies(value, 'quorum');
  const mfa = readStrategies(value, 'mfa');
  if (quorum === undefined || mfa === undefined) return undefined;
  const locked = readWord(value, 'locked');
  return {
    user: {
      name,
      role,
      hasKey: quorum.some((status) => status !== 'enabled') ? null : quorum.length > 0,
      isLocked: locked === 'true' ? true : locked === 'false' ? false : null,
    },
    isInStep: readWord(value, 'cluster-coverage') === 'full',
  };
}

/** The status of each way of approving; of a user there is one at most. */
function readStrategies(user: JsonObject, name: string): readonly string[] | undefined {
  const list = findMember(user, name)?.value;
  if (list === undefined) return [];
  if (list.kind !== 'array' || list.items.length > 4) return undefined;
  const statuses = list.items.flatMap((item) =>
    item.kind === 'object' &&
    item.members.every((member) => ['strategy', 'status'].includes(member.name))
      ? (readWord(item, 'status') ?? [])
      : [],
  );
  return statuses.length === list.items.length ? statuses : undefined;
}

function readQuorumValues(data: JsonObject): Printed | undefined {
  const values = data.members.map(({ name, value }) => ({ service: name, value }));
  const numbers = values.flatMap(({ service, value }) =>
    value.kind === 'scalar' && Number.isSafeInteger(value.value)
      ? [{ service, value: Number(value.value) }]
      : [],
  );
  const others = values.filter(({ value }) => value.kind !== 'scalar');
  const isKnown = values.every(
    ({ service }) => findServiceByWord(service) !== undefined && service.length <= LONGEST_WORD,
  );
  const isInconsistent = others.every(
    ({ value }) => value.kind === 'string' && value.value === 'inconsistent',
  );
  const isWhole = numbers.length + others.length === values.length && values.length > 0;
  if (!isKnown || !isInconsistent || !isWhole) return undefined;
  return { users: undefined, quorumValues: numbers, isInStep: others.length === 0 };
}

function readWord(value: JsonValue, name: string): string | undefined {
  const member = findMember(value, name)?.value;
  return member?.kind === 'string' && member.value !== '' && member.value.length <= LONGEST_WORD
    ? member.value
    : undefined;
}

function readScalar(value: JsonValue, name: string): unknown {
  const member = findMember(value, name)?.value;
  return member?.kind === 'scalar' ? member.value : undefined;
}
