/** Policies for tests. */
import type { Person, PersonKey, Policy, PolicyRule } from '../../../src/ceremony/policy/policy.ts';
import { type PolicyReading, readPolicy } from '../../../src/ceremony/policy/read-policy.ts';
import type { PolicyQuestion } from '../../../src/ceremony/policy/verdict.ts';
import type { KeyFileProblem } from '../../../src/failure-codes/policy-diagnostic.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { takeKey } from '../../support/keys.ts';

/** @param files by path, as the policy names them */
export function read(
  toml: string | Uint8Array,
  files: Readonly<Record<string, string | KeyFileProblem>> = {},
): PolicyReading {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  return readPolicy(typeof toml === 'string' ? encode(toml) : toml, {
    sha256: nodeCrypto.sha256,
    openKey(path) {
      const file = files[path] ?? { code: 'unreadable', system: 'ENOENT' };
      return typeof file === 'string' ? encode(file) : file;
    },
  });
}

/** Codes, with the line and column where each is. */
export function placesOf(toml: string, files?: Parameters<typeof read>[1]): readonly string[] {
  return read(toml, files).diagnostics.map(({ code, span }) => {
    const before = Buffer.from(toml).subarray(0, span.start).toString('latin1').split('\n');
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${code}`;
  });
}

/** What is wrong, with the text where it stands; all of it are errors. */
export function errorsOf(
  toml: string,
  files?: Parameters<typeof read>[1],
): readonly (readonly [code: string, values: object, text: string])[] {
  return read(toml, files).diagnostics.map(({ code, values, severity, span }) => {
    if (severity !== 'error') throw new Error(`${code} is no error`);
    return [code, values, Buffer.from(toml).subarray(span.start, span.end).toString()];
  });
}

/** A key as a policy has it inline. */
export function pemOf(name: string): string {
  return takeKey(name).publicPem.trim();
}

const NO_KEY = { numbers: { modulus: new Uint8Array(), exponent: new Uint8Array() }, bits: 2048 };
const SPAN = { start: 0, end: 0 };
export const ALWAYS = { from: undefined, until: undefined };

/** Someone with one key; `GivenApproval.isBy` is told it by its fingerprint, the id. */
export function person(id: string, groups: readonly string[], more: Partial<Person> = {}): Person {
  const key: PersonKey = { key: NO_KEY, fingerprint: id, account: undefined, valid: ALWAYS };
  return {
    id,
    name: id,
    groups,
    accounts: [id, `${id}_2`, `${id}_3`],
    keys: [key],
    valid: ALWAYS,
    span: SPAN,
    ...more,
  };
}

export function rule(more: Partial<PolicyRule>): PolicyRule {
  return {
    number: 1,
    name: undefined,
    service: undefined,
    operations: [{ arguments: {} }],
    approvals: 1,
    seats: [],
    requesterCounts: true,
    maxTokenAge: undefined,
    span: SPAN,
    ...more,
  };
}

export function policy(people: readonly Person[], rules: readonly PolicyRule[]): Policy {
  return { digest: '00', name: undefined, mValues: new Map(), people, rules };
}

/** @param accounts each of which its own person's key has signed, or that of the id behind a colon */
export function question(
  accounts: readonly string[],
  more: Partial<PolicyQuestion> = {},
): PolicyQuestion {
  return {
    requester: 'nobody',
    service: 3,
    created: 1000,
    operation: undefined,
    now: 1000,
    approvals: accounts.map((word) => {
      const [account = '', by = account.replace(/_[23]$/, '')] = word.split(':');
      return { account, isBy: ({ fingerprint }) => fingerprint === by };
    }),
    ...more,
  };
}
