/** The keys of a person. */
import type { CryptoProvider } from '../../../crypto-provider.ts';
import type { Span } from '../../../diagnostic.ts';
import type { KeyFileProblem, PolicyKeyProblem } from '../../../failure-codes/policy-diagnostic.ts';
import { decodeLatin1 } from '../../../latin1.ts';
import { fingerprintOfficerKey, type OfficerKey } from '../../officer-key.ts';
import { type RosterProblem, readOfficerKey } from '../../roster.ts';
import { type Fields, refuseForm } from '../../toml/fields.ts';
import type { Found } from '../../toml/report.ts';
import type { PersonKey } from '../policy.ts';
import type { Report } from './report.ts';
import { readSha256, readUserName, readValidTime } from './values.ts';

/** What the reader of a policy is handed. */
export interface PolicyWorld {
  readonly sha256: CryptoProvider['sha256'];
  /**
   * Opens a file that a policy names, relative to the policy.
   *
   * @returns what it holds, or why it cannot be had
   */
  readonly openKey: (path: string) => Uint8Array | KeyFileProblem;
}

/** A key, and where it stands. */
export interface ReadKey extends PersonKey {
  readonly span: Span;
}

/** @returns nothing where something is wrong with it, which is reported */
export function readPersonKey(
  fields: Fields,
  report: Report,
  world: PolicyWorld,
): ReadKey | undefined {
  const pem = fields.string('pem');
  const file = fields.string('file');
  const digest = fields.string('sha256');
  const given = fields.string('account');
  const account = given && readUserName(given, report);
  const valid = readValidTime(fields, report);
  fields.refuseOthers();
  const expected = digest && readSha256(digest, report);
  const source = pem ?? file;
  if (source === undefined || (pem !== undefined && file !== undefined)) {
    const path = fields.path('pem').replace(/\.pem$/, '');
    const problem = source === undefined ? 'none' : 'both';
    return report.add('key-source', { path, problem }, fields.span);
  }
  if (file !== undefined && digest === undefined) return fields.missing('sha256');
  const content = pem === undefined ? openFile(source, report, world) : encode(pem.value);
  if (content === undefined) return undefined;
  const key = readKey(content, pem === undefined ? source : undefined, source.span, report);
  if (key === undefined) return undefined;
  const fingerprint = fingerprintOfficerKey(key, world);
  if (expected !== undefined && digest !== undefined && expected !== fingerprint) {
    return report.add('key-digest', { expected, found: fingerprint }, digest.span);
  }
  return { key, fingerprint, account, valid, span: fields.span };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function openFile(
  file: Found<string>,
  report: Report,
  { openKey }: PolicyWorld,
): Uint8Array | undefined {
  if (file.value === '' || file.value.includes('\0')) return refuseForm(file, 'file-name', report);
  const opened = openKey(file.value);
  if (opened instanceof Uint8Array) return opened;
  return report.add('key-file', { file: file.value, problem: opened }, file.span);
}

function readKey(
  content: Uint8Array,
  file: Found<string> | undefined,
  span: Span,
  report: Report,
): OfficerKey | undefined {
  const refuse = (problem: PolicyKeyProblem): undefined =>
    report.add('policy-key', { file: file?.value, problem }, span);
  // One behind a public key too: whoever can read the policy has it.
  if (decodeLatin1(content).includes('PRIVATE KEY')) return refuse({ code: 'private-key' });
  const read = readOfficerKey({ content });
  if (read.problem === undefined) return read.key;
  return refuse(narrow(read.problem));
}

/** What is no matter of a single file that could be read does not come up. */
function narrow(problem: RosterProblem): PolicyKeyProblem {
  switch (problem.code) {
    case 'unreadable':
    case 'shared-key':
    case 'differs':
      return { code: 'no-key' };
    default:
      return problem;
  }
}
