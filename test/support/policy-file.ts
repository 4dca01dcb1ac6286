/** Policies as people write them. */
import { takeKey } from './keys.ts';

/** Someone of a policy. */
export interface WrittenPerson {
  readonly groups?: readonly string[];
  readonly accounts: readonly string[];
  /** Whose the keys are; those of the accounts without it. */
  readonly keys?: readonly string[];
}

/** What three officers agreed on: two people, one of them of security; who asks does not count. */
export const SAMPLE_PEOPLE: Readonly<Record<string, WrittenPerson>> = {
  ada: { groups: ['operations'], accounts: ['officer1'] },
  grace: { groups: ['security'], accounts: ['officer2'] },
  bob: { groups: ['security'], accounts: ['officer3'] },
};

export const SAMPLE_RULES = `[[rules]]
name = "users"
operations = ["*"]
approvals = 2
from-groups = { security = 1 }
`;

/** A policy's TOML. */
export function policyFile(
  people: Readonly<Record<string, WrittenPerson>> = SAMPLE_PEOPLE,
  rules: string = SAMPLE_RULES,
): string {
  const written = Object.entries(people).map(([id, person]) => writePerson(id, person));
  return `version = 1\n\n${written.join('\n')}\n${rules}`;
}

function writePerson(
  id: string,
  { groups = [], accounts, keys = accounts }: WrittenPerson,
): string {
  const pems = keys.map((name) => `  { pem = """${takeKey(name).publicPem.trim()}""" },\n`);
  return `[people.${id}]
groups = ${JSON.stringify(groups)}
accounts = ${JSON.stringify(accounts)}
keys = [
${pems.join('')}]
`;
}
