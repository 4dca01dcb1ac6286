import { groupBy } from '../../group-by.ts';
import type { Difference } from '../difference.ts';
import { QUORUM_SERVICES, type QuorumService } from '../m-values.ts';
import type { KeptKey } from '../machine/keys/key-record.ts';
import type { HsmState, User } from '../machine/state.ts';
import type { ListedToken } from '../protocol.ts';
import { compareKeys } from './key-differences.ts';

/**
 * Compares the HSMs of a cluster.
 *
 * @param states of all servers, in their order
 * @param tokens as each of them lists them
 * @param keys of each of them, without those that are known to be the same
 */
export function findDifferences(
  states: readonly HsmState[],
  tokens: readonly (readonly ListedToken[])[],
  keys: readonly (readonly KeptKey[])[],
): readonly Difference[] {
  const byName = states.map(({ users }) => new Map(users.map((user) => [user.name, user])));
  const names = new Set(byName.flatMap((users) => [...users.keys()]));
  return [
    ...[...names].flatMap((name) => compareUser(name, byName)),
    ...QUORUM_SERVICES.flatMap((service) => compareMValue(service, states)),
    ...compareTokens(tokens),
    ...compareKeys(keys),
  ];
}

function compareUser(name: string, byName: readonly ReadonlyMap<string, User>[]): Difference[] {
  const found = byName.map((users) => users.get(name));
  const users = found.filter((user): user is User => user !== undefined);
  if (users.length < found.length) {
    const present = found.map((user) => user !== undefined);
    return [{ code: 'user-presence', user: name, present }];
  }
  const identities = users.map(({ type, id }) => ({ type, id }));
  if (!areEqual(identities)) return [{ code: 'user-identity', user: name, identities }];
  const differing = [
    ...(areEqual(users.map((user) => user.password.hash)) ? [] : (['password'] as const)),
    ...(areEqual(users.map((user) => user.quorumKey?.spki)) ? [] : (['quorum-key'] as const)),
    ...(areEqual(users.map((user) => user.secondFactor?.spki)) ? [] : (['second-factor'] as const)),
  ];
  return differing.length === 0 ? [] : [{ code: 'user-secrets', user: name, differing }];
}

function compareMValue(service: QuorumService, states: readonly HsmState[]): Difference[] {
  const m = states.map(({ mValues }) => mValues[service]);
  return areEqual(m) ? [] : [{ code: 'm-value', service, m }];
}

/**
 * Ids and nonces are each HSM's own: a token is known by its user, its service and the key that it is for; of
 * several with all the same, the first are held against each other, then the second.
 */
function compareTokens(lists: readonly (readonly ListedToken[])[]): Difference[] {
  const keyOf = ({ user, service, keyHandle }: ListedToken): string =>
    `${service} ${user} ${keyHandle}`;
  const byKey = lists.map((tokens) => {
    const groups = [...groupBy(tokens, keyOf)];
    return new Map(
      groups.flatMap(([key, group]) => group.map((token, at) => [`${key} ${at}`, token] as const)),
    );
  });
  const known = new Map(byKey.flatMap((tokens) => [...tokens]));
  return [...known].flatMap(([key, { user, service, keyHandle }]): Difference[] => {
    const approvers = byKey.map((tokens) => tokens.get(key)?.approvers ?? null);
    return areEqual(approvers) ? [] : [{ code: 'token', user, service, keyHandle, approvers }];
  });
}

function areEqual(values: readonly unknown[]): boolean {
  const [first, ...others] = values.map((value) => JSON.stringify(value));
  return others.every((value) => value === first);
}
