import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type AST, getStaticTOMLValue, parseTOML, traverseNodes } from 'toml-eslint-parser';
import { describe, expect, it } from 'vitest';
import type { PolicyDiagnosticCode } from '../../../src/failure-codes/policy-diagnostic.ts';
import { SERVICES } from '../../../src/token/service.ts';
import { paymentPolicy } from '../../support/payment-policy.ts';
import { policyFile } from '../../support/policy-file.ts';
import { read } from './policies.ts';
import { FILES, GOOD, RULES, WRONG } from './wrong-policies.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
const schema = JSON.parse(readFileSync('docs/policy.schema.json', 'utf8'));
const isBySchema = ajv.compile(schema);

/** TOML as editors hand it to a schema: dates are texts. */
function toJson(toml: string): unknown {
  const program = parseTOML(toml, { tomlVersion: '1.0' });
  traverseNodes(program, {
    enterNode(node: AST.TOMLNode) {
      if (node.type === 'TOMLValue' && 'datetime' in node)
        Object.assign(node, { value: node.datetime });
    },
    leaveNode: () => undefined,
  });
  return getStaticTOMLValue(program);
}

/** What a schema cannot tell. */
const MEANINGS: readonly PolicyDiagnosticCode[] = [
  'shared-account',
  'shared-key',
  'foreign-account',
  'repeated-value',
  'valid-time',
  'key-file',
  'key-digest',
  'policy-operation',
  'never-covered',
  'too-many-seats',
];

const codesOf = (toml: string): readonly string[] =>
  read(toml, FILES).diagnostics.map(({ code }) => code);

describe('docs/policy.schema.json', () => {
  it('takes what the reader takes', () => {
    const services = SERVICES.flatMap(({ name, number, sdk5 }) => [
      `"${name}"`,
      `"${number}"`,
      String(number),
      ...(sdk5 === undefined ? [] : [`"${sdk5.name}"`]),
    ]);
    const examples = [
      GOOD,
      paymentPolicy(),
      policyFile(),
      `version = 1\n[people]\n${RULES}`,
      ...services.map((service) => `version = 1\n[people]\n${RULES}service = ${service}\n`),
      ...['1s', '10m', '2h', '999999d'].map(
        (age) => `version = 1\n[people]\n${RULES}max-token-age = "${age}"\n`,
      ),
      ...['2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01 00:00:00.5+01:00'].map(
        (from) => `version = 1\n[people.a]\nfrom = ${from}\n${RULES}`,
      ),
    ];
    for (const toml of examples) {
      expect(codesOf(toml), toml).toEqual([]);
      expect(isBySchema(toJson(toml)), `${ajv.errorsText(isBySchema.errors)}\n${toml}`).toBe(true);
    }
  });

  // The parser's own values, which we do not use, put `__proto__` where it does harm.
  const policies = WRONG.filter(
    ([, toml]) => !codesOf(toml).includes('toml-syntax') && !toml.includes('__proto__'),
  );

  it.each(policies)('refuses, or leaves to lint, what is wrong: %s', (_what, toml) => {
    const isLeft = codesOf(toml).every((code) => (MEANINGS as readonly string[]).includes(code));
    expect(isBySchema(toJson(toml)), ajv.errorsText(isBySchema.errors)).toBe(isLeft);
  });

  it.each([
    ['name', '""'],
    ['name', '"a\\nb"'],
    ['name', '1'],
    ['cluster', '{ x = 1 }'],
    ['cluster', '{ m-values = { user = 2 } }'],
    ['cluster', '{ m-values = { USER_MGMT = 21 } }'],
    ['x', '1'],
  ])('refuses as the reader does: %s = %s', (key, value) => {
    const toml = `version = 1\n${key} = ${value}\n[people]\n${RULES}`;
    expect(codesOf(toml)).not.toEqual([]);
    expect(isBySchema(toJson(toml))).toBe(false);
  });

  it.each([
    'service = 8',
    'service = "user"',
    'service = 1.5',
    'max-token-age = "0m"',
    'max-token-age = "10 m"',
    'from-groups = { "a b" = 1 }',
    'from-groups = { a = 0 }',
    'requester = true',
    'name = " "',
  ])('refuses as the reader does, of a rule: %s', (line) => {
    const toml = `version = 1\n[people]\n${RULES}${line}\n`;
    expect(codesOf(toml)).not.toEqual([]);
    expect(isBySchema(toJson(toml))).toBe(false);
  });

  it.each([
    'groups = ["a", "a"]',
    'groups = "a"',
    'accounts = ["abcdefghijklmnopqrstuvwxyz012345"]',
    'from = 09:00:00',
    'until = true',
    'keys = [{ pem = "-----BEGIN PUBLIC KEY-----", file = "x", sha256 = "x" }]',
    'keys = [1]',
    'email = "ada@example.com"',
  ])('refuses as the reader does, of a person: %s', (line) => {
    const toml = `version = 1\n[people.a]\n${line}\n${RULES}`;
    expect(codesOf(toml)).not.toEqual([]);
    expect(isBySchema(toJson(toml))).toBe(false);
  });
});
