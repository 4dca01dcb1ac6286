import { uint8ArrayToHex } from 'uint8array-extras';
import type { PolicyDiagnostic } from '../../failure-codes/policy-diagnostic.ts';
import { Fields } from '../toml/fields.ts';
import { readToml } from '../toml/read-toml.ts';
import type { TomlTable } from '../toml/toml-value.ts';
import { readText } from '../toml/values.ts';
import type { Policy } from './policy.ts';
import type { PolicyWorld } from './read/keys.ts';
import { readPeople } from './read/people.ts';
import { openReport, type Report } from './read/report.ts';
import { readCount, readRule } from './read/rules.ts';
import { readService } from './read/values.ts';

export type { PolicyWorld } from './read/keys.ts';

/** More than anybody can keep in mind. */
const MOST_RULES = 100;
/** In all rules together: each is held against all before it. */
const MOST_OPERATIONS = 1000;

/** The one form of policies that there is. */
const VERSION = 1;

/** A policy, or what is wrong with it. */
export interface PolicyReading {
  /** Missing where something is wrong. */
  readonly policy: Policy | undefined;
  /** In the order of the file: all that is wrong. */
  readonly diagnostics: readonly PolicyDiagnostic[];
}

/**
 * Reads a policy. What is odd in it and yet can be used is told by `lintPolicy`.
 *
 * @param bytes the TOML, any bytes at all
 * @param world hashes, and opens the key files that it names
 * @returns the policy where nothing is wrong; it never throws
 * @example
 * const world = { sha256: nodeCrypto.sha256, openKey: () => ({ code: 'not-looked-at' as const }) };
 * readPolicy(new TextEncoder().encode('verison = 1'), world).diagnostics[0]?.code; // 'unknown-key'
 */
export function readPolicy(bytes: Uint8Array, world: PolicyWorld): PolicyReading {
  const { table, problem } = readToml(bytes);
  if (table === undefined) return { policy: undefined, diagnostics: [problem] };
  const report = openReport();
  const policy = readTable(table, uint8ArrayToHex(world.sha256(bytes)), report, world);
  const { diagnostics } = report;
  return { policy: diagnostics.length === 0 ? policy : undefined, diagnostics };
}

function readTable(
  table: TomlTable,
  digest: string,
  report: Report,
  world: PolicyWorld,
): Policy | undefined {
  const fields = new Fields(table, '', { start: 0, end: 0 }, report);
  const version = fields.integer('version');
  const name = readText(fields.string('name'), report);
  const cluster = fields.fields('cluster');
  const people = fields.fields('people');
  const rules = fields.tables('rules', MOST_RULES);
  fields.refuseOthers();
  if (version === undefined) {
    fields.missing('version');
  } else if (version.value !== VERSION) {
    report.add('policy-version', { found: version.value, expected: VERSION }, version.span);
  }
  if (people === undefined) fields.missing('people');
  if (rules === undefined) fields.missing('rules');
  const read = (rules ?? []).flatMap((rule, at) => readRule(rule, at + 1, report) ?? []);
  const last = read.at(-1);
  const count = read.reduce((sum, { operations }) => sum + operations.length, 0);
  if (last !== undefined && count > MOST_OPERATIONS) {
    report.add('too-many', { path: 'rules[].operations', most: MOST_OPERATIONS }, last.span);
  }
  return {
    digest,
    name,
    mValues: cluster === undefined ? new Map() : readCluster(cluster, report),
    people: people === undefined ? [] : readPeople(people, report, world),
    rules: read,
  };
}

function readCluster(cluster: Fields, report: Report): ReadonlyMap<number, number> {
  const values = cluster.fields('m-values');
  cluster.refuseOthers();
  const mValues = new Map<number, number>();
  if (values === undefined) return mValues;
  for (const { name, nameSpan, path } of values.entries()) {
    const service = readService({ value: name, path, span: nameSpan }, report);
    const found = values.integer(name);
    const m = found && readCount(found, report);
    if (service === undefined || m === undefined) continue;
    if (mValues.has(service)) {
      report.add('repeated-value', { path, value: name }, nameSpan);
    }
    mValues.set(service, m);
  }
  return mValues;
}
