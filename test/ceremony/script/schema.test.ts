import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { describe, expect, it } from 'vitest';
import type { ScriptDiagnosticCode } from '../../../src/failure-codes/script-diagnostic.ts';
import { ceremonyScript } from '../../support/small-ceremony.ts';
import { GOOD, read, WRONG } from './scripts.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false });
const isBySchema = ajv.compile(JSON.parse(readFileSync('docs/ceremony.schema.json', 'utf8')));

const toJson = (toml: string): unknown =>
  getStaticTOMLValue(parseTOML(toml, { tomlVersion: '1.0' }));

/** What a schema cannot tell. */
const MEANINGS: readonly ScriptDiagnosticCode[] = [
  'unknown-person',
  'named-person',
  'unknown-participant',
  'script-policy',
];

describe('docs/ceremony.schema.json', () => {
  const example = readFileSync('examples/create-officer.toml', 'utf8');

  it.each([
    ['a good one', GOOD],
    ['a small one', ceremonyScript()],
    ['the example', example],
  ])('takes what the reader takes: %s', (_what, toml) => {
    expect(read(toml, { code: 'not-looked-at' }).diagnostics).toEqual([]);
    expect(isBySchema(toJson(toml)), ajv.errorsText(isBySchema.errors)).toBe(true);
  });

  // The parser's own values, which we do not use, put `__proto__` where it does harm.
  const scripts = WRONG.filter(
    ([, toml, code]) => code !== 'toml-syntax' && !toml.includes('__proto__'),
  );

  it.each(scripts)('refuses, or leaves to lint, what is wrong: %s', (what, toml) => {
    const codes = read(toml).diagnostics.map(({ code }) => code);
    const isLeft =
      codes.every((code) => (MEANINGS as readonly string[]).includes(code)) ||
      what === 'an id twice';
    expect(isBySchema(toJson(toml)), ajv.errorsText(isBySchema.errors)).toBe(isLeft);
  });
});
