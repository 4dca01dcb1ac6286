/** The people of a policy. */

import { type Fields, MOST_ITEMS } from '../../toml/fields.ts';
import type { Found } from '../../toml/report.ts';
import { readId, readText } from '../../toml/values.ts';
import type { Person } from '../policy.ts';
import { type PolicyWorld, type ReadKey, readPersonKey } from './keys.ts';
import type { Report } from './report.ts';
import { readUserName, readValidTime } from './values.ts';

/** A person, whose keys have their places. */
interface ReadPerson extends Person {
  readonly keys: readonly ReadKey[];
  readonly accountsFound: readonly Found<string>[];
}

/** @param people the table of them; all that is wrong is reported */
export function readPeople(people: Fields, report: Report, world: PolicyWorld): readonly Person[] {
  const entries = people.entries();
  if (entries.length > MOST_ITEMS) {
    report.add('too-many', { path: 'people', most: MOST_ITEMS }, people.span);
    return [];
  }
  const read = entries.flatMap(({ name, nameSpan, path }) => {
    const id = readId({ value: name, path, span: nameSpan }, report);
    const fields = people.fields(name);
    return id === undefined || fields === undefined ? [] : [readPerson(id, fields, report, world)];
  });
  checkAccounts(read, report);
  checkKeys(read, report);
  return read.map(({ accountsFound, ...person }) => ({
    ...person,
    keys: person.keys.map(({ span, ...key }) => key),
  }));
}

function readPerson(id: string, fields: Fields, report: Report, world: PolicyWorld): ReadPerson {
  const name = readText(fields.string('name'), report) ?? id;
  const groups = readGroups(fields.strings('groups') ?? [], report);
  const accountsFound = (fields.strings('accounts') ?? []).flatMap((found) => {
    const value = readUserName(found, report);
    return value === undefined ? [] : [{ ...found, value }];
  });
  const valid = readValidTime(fields, report);
  const keys = (fields.tables('keys') ?? []).flatMap(
    (key) => readPersonKey(key, report, world) ?? [],
  );
  fields.refuseOthers();
  const accounts = accountsFound.map(({ value }) => value);
  return { id, name, groups, accounts, accountsFound, keys, valid, span: fields.span };
}

function readGroups(found: readonly Found<string>[], report: Report): readonly string[] {
  const groups = new Set<string>();
  for (const one of found) {
    const group = readId(one, report);
    if (group === undefined) continue;
    if (groups.has(group)) {
      report.add('repeated-value', { path: one.path, value: group }, one.span);
    }
    groups.add(group);
  }
  return [...groups];
}

/** An account is of one person, once. */
function checkAccounts(people: readonly ReadPerson[], report: Report): void {
  const owners = new Map<string, string>();
  for (const { id, accountsFound } of people) {
    for (const { value: account, path, span } of accountsFound) {
      const owner = owners.get(account);
      if (owner === id) report.add('repeated-value', { path, value: account }, span);
      else if (owner !== undefined) report.add('shared-account', { account, owner }, span);
      owners.set(account, owner ?? id);
    }
  }
  for (const person of people) {
    for (const { account, span } of person.keys) {
      if (account === undefined || person.accounts.includes(account)) continue;
      const values = { person: person.id, account, owner: owners.get(account) };
      report.add('foreign-account', values, span);
    }
  }
}

/** A key is of one person. */
function checkKeys(people: readonly ReadPerson[], report: Report): void {
  const owners = new Map<string, string>();
  for (const { id: person, keys } of people) {
    for (const { fingerprint, span } of keys) {
      const owner = owners.get(fingerprint);
      if (owner !== undefined) report.add('shared-key', { owner, person }, span);
      owners.set(fingerprint, owner ?? person);
    }
  }
}
