import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../src/failure.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { LARGEST_JSON_BYTES } from '../../../src/token/json/read-json.ts';
import { judgeAndFixSdk5, judgeSdk5 } from '../../../src/token/lint/lint-sdk5.ts';
import { missingMember } from '../../../src/token/lint/rules/missing-member.ts';
import type { Sdk5Document } from '../../../src/token/sdk5/document.ts';
import { readSdk5File } from '../../../src/token/sdk5-token.ts';
import { describeSdk5Diagnostic } from '../../../src/words/sdk5-diagnostics/index.ts';
import { expectLinear } from '../../support/growth.ts';
import { howOften } from '../../support/how-many.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_KEY_TOKEN,
  registrationFile,
  sha256,
} from '../../support/sdk5-files.ts';

const SIGNED = readFileSync(new URL('../../golden/sdk5-token.json', import.meta.url));
const SAMPLES: readonly Buffer[] = [
  SIGNED,
  Buffer.from(`\ufeff${PUBLIC_KEY_TOKEN.replaceAll('\n', '\r\n')}`),
  registrationFile(Buffer.from('of admin2')),
  mfaFile(sha256(Buffer.of(1)), sha256(Buffer.of(2))),
  authDataFile(sha256(Buffer.of(1))),
];

/** What stands in such files, and what does harm in others. */
const PIECES = [
  ...[
    '"__proto__":{"polluted":1},',
    '"constructor":{"prototype":{}},',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
  ],
  ...['"signatures":[],', '"tokens":[{}],', '"Data":[null],', '"signed":"AA==",', ':', '\\', '\\n'],
  ...['null', '-1e999', '\ufeff', '\\ud800', '\u0000', ' ', '\r\n', '=', '-', '_', '[[[['],
  '"approval_data":"AA\\nE=",',
].map((text) => Buffer.from(text));

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(400)),
  text: fc.oneof(fc.constantFrom(...PIECES), fc.uint8Array({ maxLength: 3 })),
});

/** Samples in which stretches are replaced. */
const mutated = fc
  .tuple(fc.constantFrom(...SAMPLES), fc.array(edit, { minLength: 1, maxLength: 4 }))
  .map(([sample, edits]) =>
    edits.reduce((bytes, { at, length, text }) => {
      const start = Math.floor(at * bytes.length);
      return Buffer.concat([bytes.subarray(0, start), text, bytes.subarray(start + length)]);
    }, sample),
  );

const NAMES = [
  ...['version', 'service', 'key_reference', 'approval_data', 'token', 'signatures', 'tokens'],
  ...['Data', 'Version', 'username', 'role', 'signature', 'unsigned', 'signed', '__proto__'],
  ...['toString', 'Digest', 'Signature'],
];

/** JSON that has the members of such files, with anything in them. */
const json = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('', '2.0', 'AA==', 'AA', '__proto__', 'admin', 'ab'.repeat(32)),
      fc.base64String({ maxLength: 400 }),
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 6 }),
    ),
  }))
  .value.map((value) => Buffer.from(JSON.stringify(value)));

const anything = fc.oneof(
  { weight: 4, arbitrary: mutated },
  { weight: 3, arbitrary: json },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }) },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))) },
);

const runs = Number(process.env['MOFN_FUZZ_RUNS'] ?? howOften(200, 20_000));

/** What a file says where it says it as it should: no fix may change that. */
function meaningOf(document: Sdk5Document | undefined): unknown {
  if (document === undefined) return undefined;
  const { json: _, ...rest } = document;
  return JSON.parse(
    JSON.stringify(rest, (name, value) => {
      if (/span$/i.test(name) || name === 'problem' || name === 'text') return undefined;
      return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
    }),
  );
}

describe('any bytes', () => {
  it('are judged, put into words, and read where nothing stops', () => {
    fc.assert(
      fc.property(anything, (bytes) => {
        const { diagnostics, document } = judgeSdk5(bytes, nodeCrypto, 2_000_000_000);
        for (const one of diagnostics) {
          const { start, end } = one.span;
          expect(0 <= start && start <= end && end <= bytes.length).toBe(true);
          const { message, hint } = describeSdk5Diagnostic(one);
          expect(`${message}${hint}`).not.toMatch(/undefined|\[object/);
          if (one.stops) expect(one.severity).toBe('error');
        }
        const stops = diagnostics.some((one) => one.stops);
        expect(failsToRead(bytes)).toBe(stops);
        expect(document !== undefined || stops).toBe(true);
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
      { numRuns: runs },
    );
  });

  it('are mended at once, and mean what they meant', () => {
    fc.assert(
      fc.property(anything, (bytes) => {
        const before = judgeSdk5(bytes, nodeCrypto);
        const { bytes: fixed, applied, diagnostics } = judgeAndFixSdk5(bytes, nodeCrypto);
        expect(diagnostics.filter(({ fix }) => fix)).toEqual([]);
        const again = judgeAndFixSdk5(fixed, nodeCrypto);
        expect(again.applied).toBe(0);
        expect(Buffer.compare(again.bytes, fixed)).toBe(0);
        expect(applied === 0).toBe(before.diagnostics.every(({ fix }) => fix === undefined));
        if (applied === 0) expect(Buffer.compare(fixed, bytes)).toBe(0);
        // What was found and had no fix is found still, but for a text in a text, which is mended in two steps.
        for (const one of before.diagnostics) {
          if (one.fix !== undefined || one.code.endsWith('-length')) continue;
          expect(diagnostics).toContainEqual({ ...one, span: expect.anything() });
        }
      }),
      { numRuns: runs },
    );
  });

  it('keep their meaning where base64 is mended', () => {
    const broken = (text: string) =>
      fc.constantFrom(
        `${text}\\n`,
        text.replace(/(.{20})/g, '$1\\r\\n'),
        text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
        text,
      );
    const values = [...SIGNED.toString().matchAll(/: "([A-Za-z0-9+/=]{40,})"/g)].map(
      ([, value = '']) => value,
    );
    expect(values).toHaveLength(4);
    fc.assert(
      fc.property(fc.tuple(...values.map(broken)), fc.constantFrom('', '\ufeff'), (texts, mark) => {
        let file = `${mark}${SIGNED.toString()}`;
        values.forEach((value, at) => {
          file = file.replace(value, () => texts[at] ?? '');
        });
        const { bytes, document } = judgeAndFixSdk5(Buffer.from(file), nodeCrypto);
        expect(Buffer.from(bytes).toString()).toBe(SIGNED.toString());
        expect(meaningOf(document)).toEqual(
          meaningOf(judgeSdk5(Buffer.from(file), nodeCrypto).document),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('files that somebody made to keep the reader busy', () => {
  it.each<[string, number, (count: number) => string]>([
    ['empty approvals', 2000, (count) => `{"signatures":[${'{},'.repeat(count)}{}]}`],
    ['a member again and again', 2000, (count) => `{${'"a":0,'.repeat(count)}"token":""}`],
    [
      'digests that can be mended',
      1000,
      (count) => `{"tokens":[${'{"unsigned":"A A="},'.repeat(count)}{}]}`,
    ],
  ])('%s take a time that grows with their number', (_, size, make) => {
    expectLinear((count) => {
      const bytes = Buffer.from(make(count));
      return () => judgeAndFixSdk5(bytes, nodeCrypto);
    }, size);
  });

  it('so do numbers for approvals, each of which is said once', () => {
    const make = (count: number) => Buffer.from(`{"signatures":[${'1,'.repeat(count)}1]}`);
    const codes = judgeSdk5(make(3), nodeCrypto).diagnostics.map(({ code }) => code);
    expect(codes.filter((code) => code === 'member-type')).toHaveLength(4);
    expect(codes.filter((code) => code === 'missing-member')).toHaveLength(3);
    // What is compared with all others is a small part of the whole.
    expectLinear((count) => {
      const { reading, document } = judgeSdk5(make(count), nodeCrypto);
      const rest = { text: '', records: undefined, crypto: nodeCrypto, now: undefined };
      return () => missingMember.check({ reading, document, ...rest });
    }, 10_000);
  });

  it.each([
    ['a file above the limit', ' '.repeat(LARGEST_JSON_BYTES + 1), 'json-size'],
    ['brackets in brackets', '['.repeat(100_000), 'json-depth'],
    ['objects in objects', '{"a":'.repeat(100_000), 'json-depth'],
    ['quotes behind backslashes', `{"token": "${'\\\\"'.repeat(200_000)}`, 'json-syntax'],
    [
      'base64 in lines, and no end',
      `{"token": "${`${'A'.repeat(64)}\n`.repeat(9000)}`,
      'json-syntax',
    ],
    ['a string without an end', `{"token": "${'x'.repeat(500_000)}`, 'json-syntax'],
  ])('%s is one finding', (_, text, code) => {
    expect(judgeSdk5(Buffer.from(text), nodeCrypto).diagnostics).toMatchObject([
      { code, stops: true },
    ]);
  });
});

function failsToRead(bytes: Uint8Array): boolean {
  try {
    readSdk5File(bytes, nodeCrypto);
    return false;
  } catch (error) {
    if (isFailure(error) && error.code === 'sdk5-malformed') return true;
    throw error;
  }
}
