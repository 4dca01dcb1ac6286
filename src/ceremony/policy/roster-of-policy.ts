import { compareNames } from '../../compare-names.ts';
import type { KeyHolder } from '../request/judge-signatures.ts';
import type { Roster, RosterOfficer } from '../roster.ts';
import type { Person, Policy } from './policy.ts';
import { listValidKeys } from './valid-time.ts';

/**
 * The roster that a policy makes: each account of each person with the keys that are valid. Of several the last
 * counts first, as a new key stands behind an old one.
 *
 * @param at seconds since 1970: when the token was made
 * @example
 * rosterOfPolicy(policy, 1767268800).officers.map(({ name }) => name);
 * // ['officer1', 'officer2', 'officer3']
 */
export function rosterOfPolicy({ people }: Policy, at: number): Roster {
  const officers = people.flatMap((person) =>
    person.accounts.flatMap((account) => makeOfficer(person, account, at) ?? []),
  );
  return { officers: officers.sort((a, b) => compareNames(a.name, b.name)), strays: [] };
}

function makeOfficer(person: Person, account: string, at: number): RosterOfficer | undefined {
  const keys = listValidKeys(person, at)
    .filter((key) => key.account === undefined || key.account === account)
    .map(({ key }) => key)
    .reverse();
  const [key, ...otherKeys] = keys;
  if (key === undefined) return undefined;
  return {
    name: account,
    fileName: `people.${person.id}`,
    key,
    ...(otherKeys.length > 0 && { otherKeys }),
  };
}

/**
 * Whose signatures on a request count: each key that is valid, with all accounts of its person, for a request is
 * signed by people.
 *
 * @param at seconds since 1970: when the token was made
 * @example
 * holdersOfPolicy(policy, 1767268800)[0]?.names; // ['officer1', 'ada_admin']
 */
export function holdersOfPolicy({ people }: Policy, at: number): readonly KeyHolder[] {
  return people.flatMap((person) =>
    listValidKeys(person, at).map(({ key }) => ({ names: person.accounts, key })),
  );
}
