import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { SDK5_RULES } from '../../../src/token/lint/all-rules.ts';
import { judgeAndFixSdk5, judgeSdk5 } from '../../../src/token/lint/lint-sdk5.ts';
import type { TokenRecord } from '../../../src/token/record.ts';
import {
  describeSdk5Diagnostic,
  SDK5_DIAGNOSTIC_WORDS,
} from '../../../src/words/sdk5-diagnostics/index.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_KEY_TOKEN,
  PUBLIC_USER_TOKEN,
  quorumFile,
  registrationFile,
  sha256,
} from '../../support/sdk5-files.ts';

const SIGNED = readFileSync(new URL('../../golden/sdk5-token.json', import.meta.url), 'utf8');
const { signatures } = JSON.parse(SIGNED) as {
  signatures: readonly { username: string; role: string; signature: string }[];
};
const [first = { username: '', role: '', signature: '' }] = signatures;

const bytesOf = (file: string | Uint8Array): Uint8Array => Buffer.from(file as string);
const judge = (file: string | Uint8Array, now?: number) =>
  judgeSdk5(bytesOf(file), nodeCrypto, now).diagnostics;
const codesOf = (file: string | Uint8Array): string[] => judge(file).map(({ code }) => code);
const fixed = (file: string | Uint8Array): string =>
  Buffer.from(judgeAndFixSdk5(bytesOf(file), nodeCrypto).bytes).toString();

const record: TokenRecord = {
  id: 1,
  service: 3,
  node: 0,
  keyHandle: 0,
  nonce: new Uint8Array(16),
  user: 'admin',
  created: 1_700_000_000,
};

/** The signed file with one stretch of it replaced. */
function damaged(good: string, bad: string): string {
  expect(SIGNED).toContain(good);
  return SIGNED.replace(good, () => bad);
}

describe('files that are as they should be give nothing to say', () => {
  it.each([
    ['the samples of the guide', [PUBLIC_USER_TOKEN, PUBLIC_KEY_TOKEN]],
    ['a signed one', [SIGNED]],
    [
      'with CR LF, tabs, or on one line',
      [
        SIGNED.replaceAll('\n', '\r\n'),
        SIGNED.replaceAll('  ', '\t'),
        JSON.stringify(JSON.parse(SIGNED)),
      ],
    ],
    [
      'without service and roles',
      [
        quorumFile([record]),
        quorumFile([record], { signatures: [{ username: 'admin2', signature: first.signature }] }),
      ],
    ],
    [
      'a registration, a log-in, and the older console’s',
      [
        registrationFile(Buffer.from('data')),
        mfaFile(sha256(Buffer.of(1)), sha256(Buffer.of(2))),
        authDataFile(sha256(Buffer.of(1))),
      ],
    ],
  ])('%s', (_, files) => {
    for (const file of files) expect(codesOf(file)).toEqual([]);
  });
});

describe('each rule', () => {
  const withExample = SDK5_RULES.flatMap((rule) =>
    rule.example ? [{ rule, ...rule.example }] : [],
  );

  it.each(withExample.map((one) => [one.rule.code, one] as const))(
    '%s finds the mistake of its example, and no other does',
    (code, { rule, good, bad }) => {
      const found = judge(damaged(good, bad));
      expect(found.map((one) => one.code)).toEqual([code]);
      expect(found[0]?.severity).toBe(rule.severity);
    },
  );

  it('has a code and a summary of its own', () => {
    const codes = SDK5_RULES.map(({ code }) => code);
    expect(codes.toSorted()).toEqual(Object.keys(SDK5_DIAGNOSTIC_WORDS).sort());
    const summaries = Object.values(SDK5_DIAGNOSTIC_WORDS).map(({ summary }) => summary);
    expect(new Set(summaries).size).toBe(codes.length);
  });
});

describe('base64 that is broken into lines as no string of JSON is', () => {
  const broken = (text: string, lineEnd: string): string =>
    text.replaceAll(/[A-Za-z0-9+/=]{65,}/g, (base64) =>
      base64.replaceAll(/.{64}/g, `$&${lineEnd}`),
    );

  it.each(['\n', '\r\n', '\n      '])('is joined, whichever line end it has: %j', (lineEnd) => {
    const file = broken(SIGNED, lineEnd);
    expect(judge(file)).toMatchObject([{ code: 'json-syntax', stops: true }]);
    expect(fixed(file)).toBe(SIGNED);
    expect(fixed(file.replaceAll('"\n', '\n"\n'))).toBe(fixed(SIGNED));
  });

  it.each([
    ['a comma is missing, too', (text: string) => text.replace('"2.0",', '"2.0"')],
    ['a line ends within a name', (text: string) => text.replace('admin2', 'admin\n 2')],
    ['a quote is missing', (text: string) => text.replace('"signatures"', 'signatures"')],
    ['it is cut', (text: string) => text.slice(0, -3)],
  ])('stays as it is where %s', (_, change) => {
    const file = change(broken(SIGNED, '\n'));
    expect(fixed(file)).toBe(file);
    expect(codesOf(file)).toEqual(['json-syntax']);
  });
});

describe('the service', () => {
  const severities = (service: number, name: string) =>
    judge(quorumFile([{ ...record, service }], { service: name })).map(({ code, severity }) => [
      code,
      severity,
    ]);

  it('is as the documents name it', () => {
    expect(severities(5, 'key-usage').map(([code]) => code)).not.toContain('unknown-service');
    expect(severities(6, 'key-management').map(([code]) => code)).not.toContain('unknown-service');
  });

  it('may be absent, or one whose name no document has', () => {
    expect(severities(4, 'quorum-management')).toEqual([['unknown-service', 'info']]);
    expect(severities(7, 'clusters')).toEqual([['unknown-service', 'info']]);
  });

  it('is wrong where the records do not bear it out', () => {
    expect(severities(4, 'user-management')).toEqual([['service', 'error']]);
    expect(severities(3, 'quorum-management')).toEqual([
      ['service', 'error'],
      ['unknown-service', 'info'],
    ]);
  });
});

describe('the records', () => {
  it.each<[string, readonly TokenRecord[]]>([
    ['users', [record, { ...record, node: 1, user: 'eve' }]],
    ['services', [record, { ...record, node: 1, service: 4 }]],
  ])('of several %s are an error', (_, records) => {
    expect(codesOf(quorumFile(records))).toEqual(['mixed-token']);
  });

  it('that are cut, or hidden in a registration, end it', () => {
    const data = Buffer.from(JSON.parse(SIGNED).approval_data, 'base64');
    const cut = data.subarray(0, 100);
    const change = {
      approval_data: cut.toString('base64'),
      token: sha256(cut).toString('base64'),
    };
    expect(judge(quorumFile([record], change))).toMatchObject([{ code: 'records', stops: true }]);
    expect(judge(registrationFile(data))).toMatchObject([
      { code: 'records', stops: true, values: { problem: 'disguised', records: 3 } },
    ]);
  });

  it('are of a key that key_reference has to show', () => {
    const { key_reference: reference, ...without } = JSON.parse(PUBLIC_KEY_TOKEN);
    const of = (value: object): string[] => codesOf(JSON.stringify(value));
    expect(of(without)).toEqual(['key-reference']);
    expect(of({ ...without, key_reference: reference.replace('6"', '7"') })).toEqual([]);
    expect(of({ ...without, key_reference: '0x680007' })).toEqual(['key-reference']);
    expect(of({ ...without, key_reference: '0x680006' })).toEqual([]);
  });

  it('tell the age of the token where the time is handed in: a note', () => {
    const at = (now: number) => judge(quorumFile([record]), now);
    expect(at(record.created + 599)).toEqual([]);
    expect(at(record.created - 5)).toEqual([]);
    const [expired, ...others] = at(record.created + 600);
    expect(others).toEqual([]);
    expect(expired).toMatchObject({ code: 'expired-token', severity: 'info', stops: false });
    expect(expired && describeSdk5Diagnostic(expired).message).toBe(
      'the token was made 10 minutes ago; it is valid for 10 minutes',
    );
  });
});

describe('what is mended', () => {
  const raw = Buffer.from(first.signature, 'base64');
  const lines = first.signature.replaceAll(/(.{76})/g, '$1\\n');

  it.each([
    ['blanks and line ends', lines],
    ['the URL alphabet', raw.toString('base64url')],
    ['hexadecimal digits', raw.toString('hex')],
    ['base64 of base64', Buffer.from(first.signature).toString('base64')],
    ['base64 of base64 with a newline', Buffer.from(`${first.signature}\n`).toString('base64')],
    ['base64 of hexadecimal digits', Buffer.from(raw.toString('hex')).toString('base64')],
  ])('a signature with %s', (_, text) => {
    const bad = damaged(first.signature, text);
    expect(judge(bad)).toMatchObject([{ severity: 'error' }]);
    expect(fixed(bad)).toBe(SIGNED);
  });

  it('one in base64 twice, with line ends', () => {
    const twice = Buffer.from(lines.replaceAll('\\n', '\n')).toString('base64');
    const bad = damaged(first.signature, `${twice.slice(0, 76)}\\n${twice.slice(76)}`);
    expect(fixed(bad)).toBe(SIGNED);
  });

  it('data and digest with line ends, which can be nothing else', () => {
    const { token } = JSON.parse(SIGNED) as { token: string };
    expect(fixed(damaged(token, `${token}\\n`))).toBe(SIGNED);
    expect(fixed(damaged(token, Buffer.from(token, 'base64').toString('hex')))).toBe(SIGNED);
    expect(fixed(damaged('"approval_data": "AAEA', '"approval_data": "AA\\r\\nEA'))).toBe(SIGNED);
  });

  it('a byte order mark', () => {
    expect(fixed(`\ufeff${SIGNED}`)).toBe(SIGNED);
  });

  it('a list of approvals that is missing', () => {
    const without = PUBLIC_USER_TOKEN.replace(/,\s*"signatures": \[\]/, '');
    expect(codesOf(without)).toEqual(['missing-member']);
    expect(fixed(without)).toBe(PUBLIC_USER_TOKEN);
    expect(fixed(without.replaceAll('\n', '\r\n'))).toBe(
      PUBLIC_USER_TOKEN.replaceAll('\n', '\r\n'),
    );
    const line = (text: string): string => JSON.stringify(JSON.parse(text));
    expect(fixed(line(without))).toBe(line(PUBLIC_USER_TOKEN));
  });

  it('all of it at once', () => {
    const bad = damaged(
      '0l2LZkmAHZyAc1hPhyckOoVW33aGrgG77qmDHWQ3CJ8=',
      '0l2LZkmAHZyAc1hPhyckOoVW33aGrgG77qmDHWQ3CJ8',
    );
    expect(fixed(`\ufeff${bad.replace(first.signature, lines)}`)).toBe(SIGNED);
  });
});

it('what would be a guess is left as it is', () => {
  for (const bad of [
    damaged('0l2LZk', '1l2LZk'),
    damaged('"username": "admin3"', '"username": "admin2"'),
    damaged('"role": "admin"', '"role": "crypto-user"'),
    damaged(first.signature, first.signature.slice(4)),
    damaged(first.signature, `?${first.signature.slice(1)}`),
    damaged('"version": "2.0",', '"version": "2.0", "version": "2.0",'),
    damaged('"version": "2.0",', ''),
    damaged('"admin2",', '"admin2"'),
  ]) {
    expect(fixed(bad)).toBe(bad);
  }
});
