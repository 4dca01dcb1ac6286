/** People by their names: record and policy call them by short ones. */
import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Findings } from '../../evidence/findings.ts';
import { Given } from './parts.tsx';

/** Whole names by the ids of the script and the policies. */
export type People = ReadonlyMap<string, string>;

/** Set once for a page. */
export const PeopleContext = createContext<People>(new Map());

/** Somebody by the whole name, or else by what the page has. */
export function Person({ id }: { readonly id: string }): VNode {
  return <Given>{useContext(PeopleContext).get(id) ?? id}</Given>;
}

/**
 * Names of everybody whom a page speaks of. Two people of one name keep their ids beside it; an id that script and
 * policy give to two people stays an id.
 *
 * @example
 * listPeople(findings).get('ada'); // 'Ada Lovelace'
 */
export function listPeople({ ceremony, policies }: Findings): People {
  const given = [...(ceremony?.participants ?? []), ...policies.flatMap(({ people }) => people)];
  const namesOf = new Map<string, Set<string>>();
  const idsOf = new Map<string, Set<string>>();
  for (const { id, name } of given) {
    namesOf.set(id, (namesOf.get(id) ?? new Set()).add(name));
    idsOf.set(name, (idsOf.get(name) ?? new Set()).add(id));
  }
  const people = new Map<string, string>();
  for (const [id, names] of namesOf) {
    const [name] = names;
    if (name === undefined || name === '' || names.size > 1) continue;
    people.set(id, idsOf.get(name)?.size === 1 ? name : `${name} (${id})`);
  }
  return people;
}
