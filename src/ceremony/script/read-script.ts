import { uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type {
  ScriptDiagnostic,
  ScriptDiagnosticValues,
  ScriptPolicyProblem,
} from '../../failure-codes/script-diagnostic.ts';
import { Fields, refuseForm } from '../toml/fields.ts';
import { readToml } from '../toml/read-toml.ts';
import { type Found, Report } from '../toml/report.ts';
import type { TomlTable } from '../toml/toml-value.ts';
import { readText } from '../toml/values.ts';
import { type PeopleOfPolicy, type PersonOfPolicy, readParticipants } from './participants.ts';
import type { CeremonyScript, Rehearsal } from './script.ts';
import { severityOfScript } from './severities.ts';
import { readSteps } from './steps.ts';
import { readPath, type ScriptReport, UNREAD } from './values.ts';

export type { PersonOfPolicy } from './participants.ts';

/** The one form of scripts that there is. */
const VERSION = 1;

/** What the reader of a script is handed. */
export interface ScriptWorld {
  readonly sha256: CryptoProvider['sha256'];
  /**
   * Opens the policy that a script names, from the script's folder on.
   *
   * @returns its people, or why they cannot be had
   */
  readonly openPolicy: (path: string) => readonly PersonOfPolicy[] | ScriptPolicyProblem;
}

/** A script, or what is wrong with it. */
export interface ScriptReading {
  /** Missing where something is wrong. */
  readonly script: CeremonyScript | undefined;
  /** In the order of the file: all that is wrong. */
  readonly diagnostics: readonly ScriptDiagnostic[];
}

/**
 * Reads the script of a ceremony. What is odd in it and yet can be used is told by `lintScript`.
 *
 * @param bytes the TOML, any bytes at all
 * @param world hashes, and opens the policy that it names
 * @returns the script where nothing is wrong; it never throws
 * @example
 * const world = { sha256: nodeCrypto.sha256, openPolicy: () => ({ code: 'not-looked-at' as const }) };
 * readScript(new TextEncoder().encode('verison = 1'), world).diagnostics[0]?.code; // 'unknown-key'
 */
export function readScript(bytes: Uint8Array, world: ScriptWorld): ScriptReading {
  const { table, problem } = readToml(bytes);
  if (table === undefined) return { script: undefined, diagnostics: [problem] };
  const report = new Report<ScriptDiagnosticValues>(severityOfScript);
  const script = readTable(table, uint8ArrayToHex(world.sha256(bytes)), report, world);
  const { diagnostics } = report;
  return { script: diagnostics.length === 0 ? script : undefined, diagnostics };
}

function readTable(
  table: TomlTable,
  digest: string,
  report: ScriptReport,
  world: ScriptWorld,
): CeremonyScript {
  const fields = new Fields(table, '', { start: 0, end: 0 }, report);
  const version = fields.integer('version');
  const text = (name: string): string =>
    readText(fields.string(name), report) ?? fields.missing(name) ?? UNREAD;
  const [title, purpose, place] = [text('title'), text('purpose'), text('place')];
  const policyFound = fields.string('policy');
  const participants = fields.fields('participants');
  const steps = fields.tables('steps');
  const rehearsal = fields.fields('rehearsal');
  fields.refuseOthers();
  if (version === undefined) {
    fields.missing('version');
  } else if (version.value !== VERSION) {
    report.add('script-version', { found: version.value, expected: VERSION }, version.span);
  }
  fields.missing('participants');
  if (steps === undefined) fields.missing('steps');
  else if (steps.length === 0) report.add('missing-key', { path: 'steps[0]' }, fields.span);
  const { policy, people } = openPolicy(policyFound, report, world);
  const all = participants === undefined ? [] : readParticipants(participants, people, report);
  return {
    digest,
    title,
    purpose,
    place,
    policy,
    participants: all,
    steps: readSteps(steps ?? [], all, report),
    rehearsal: readRehearsal(rehearsal, report),
  };
}

function openPolicy(
  found: Found<string> | undefined,
  report: ScriptReport,
  world: ScriptWorld,
): { readonly policy: string | undefined; readonly people: PeopleOfPolicy } {
  if (found === undefined) return { policy: undefined, people: undefined };
  const policy = readPath(found, report);
  if (policy === undefined) return { policy, people: { code: 'not-looked-at' } };
  const people = world.openPolicy(policy);
  if ('code' in people && people.code !== 'not-looked-at') {
    report.add('script-policy', { file: policy, problem: people }, found.span);
  }
  return { policy, people };
}

function readRehearsal(fields: Fields | undefined, report: ScriptReport): Rehearsal {
  const environment = new Map<string, string>();
  const prepare = fields?.string('prepare')?.value;
  const variables = fields?.fields('environment');
  fields?.refuseOthers();
  if (variables === undefined) return { prepare, environment };
  for (const { name, nameSpan, path } of variables.entries()) {
    const found = variables.string(name);
    if (found === undefined) continue;
    if (!VARIABLE.test(name)) {
      refuseForm({ value: name, path, span: nameSpan }, 'variable', report);
    } else if (found.value.includes('\0')) refuseForm(found, 'text', report);
    else environment.set(name, found.value);
  }
  return { prepare, environment };
}

/** Programs are looked for where mofn says, so that those of the emulator are found first. */
const VARIABLE = /^(?!PATH$)[A-Za-z_][A-Za-z0-9_]*$/;
