import { QUORUM_SERVICES, type QuorumService } from '../m-values.ts';
import type { HsmState, User } from '../machine/state.ts';
import type { ListedToken } from '../protocol.ts';
import type { UserType } from '../user-types.ts';

/**
 * In what the HSMs of a cluster differ that should be the same on all: users, their passwords and keys,
 * M values, and the tokens that wait. Sessions and wrong passwords are each HSM's own.
 */

/** One difference. A list has an entry for each server, in their order. */
export type Difference =
  /** A user exists on some of them alone. */
  | { readonly code: 'user-presence'; readonly user: string; readonly present: readonly boolean[] }
  /** A user has another type or id on some of them. */
  | {
      readonly code: 'user-identity';
      readonly user: string;
      readonly identities: readonly { readonly type: UserType; readonly id: number }[];
    }
  /** A user has another password or key on some of them, or both. */
  | {
      readonly code: 'user-secrets';
      readonly user: string;
      readonly differing: readonly ('password' | 'quorum-key')[];
    }
  /** A service has another M value on some of them. */
  | { readonly code: 'm-value'; readonly service: QuorumService; readonly m: readonly number[] }
  /**
   * A token was got, approved or spent on some of them alone: its approvers on each, null where there is
   * no such token.
   */
  | {
      readonly code: 'token';
      readonly user: string;
      readonly service: number;
      readonly approvers: readonly (readonly string[] | null)[];
    };

/**
 * Compares the HSMs of a cluster.
 *
 * @param states of all servers, in their order
 * @param tokens as each of them lists them
 */
export function findDifferences(
  states: readonly HsmState[],
  tokens: readonly (readonly ListedToken[])[],
): readonly Difference[] {
  const names = new Set(states.flatMap(({ users }) => users.map(({ name }) => name)));
  return [
    ...[...names].flatMap((name) => compareUser(name, states)),
    ...QUORUM_SERVICES.flatMap((service) => compareMValue(service, states)),
    ...compareTokens(tokens),
  ];
}

function compareUser(name: string, states: readonly HsmState[]): Difference[] {
  const found = states.map((state) => state.users.find((user) => user.name === name));
  const users = found.filter((user): user is User => user !== undefined);
  if (users.length < states.length) {
    const present = found.map((user) => user !== undefined);
    return [{ code: 'user-presence', user: name, present }];
  }
  const identities = users.map(({ type, id }) => ({ type, id }));
  if (!areEqual(identities)) return [{ code: 'user-identity', user: name, identities }];
  const differing = [
    ...(areEqual(users.map((user) => user.password.hash)) ? [] : (['password'] as const)),
    ...(areEqual(users.map((user) => user.quorumKey?.spki)) ? [] : (['quorum-key'] as const)),
  ];
  return differing.length === 0 ? [] : [{ code: 'user-secrets', user: name, differing }];
}

function compareMValue(service: QuorumService, states: readonly HsmState[]): Difference[] {
  const m = states.map(({ mValues }) => mValues[service]);
  return areEqual(m) ? [] : [{ code: 'm-value', service, m }];
}

/** Ids and nonces are each HSM's own: a token is known by its user and service. */
function compareTokens(lists: readonly (readonly ListedToken[])[]): Difference[] {
  const keyOf = ({ user, service }: ListedToken): string => `${service} ${user}`;
  const known = new Map(lists.flat().map((token) => [keyOf(token), token]));
  return [...known.values()].flatMap(({ user, service }): Difference[] => {
    const approvers = lists.map(
      (tokens) =>
        tokens.find((token) => token.user === user && token.service === service)?.approvers ?? null,
    );
    return areEqual(approvers) ? [] : [{ code: 'token', user, service, approvers }];
  });
}

function areEqual(values: readonly unknown[]): boolean {
  const [first, ...others] = values.map((value) => JSON.stringify(value));
  return others.every((value) => value === first);
}
