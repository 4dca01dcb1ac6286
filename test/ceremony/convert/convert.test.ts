import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalSet } from '../../../src/ceremony/approval-set.ts';
import type { ConvertRefusal } from '../../../src/ceremony/convert/refusal.ts';
import { convertToClassic } from '../../../src/ceremony/convert/to-classic.ts';
import { convertToSdk5 } from '../../../src/ceremony/convert/to-sdk5.ts';
import { readClassicSet } from '../../../src/ceremony/formats/classic.ts';
import { readSdk5Set } from '../../../src/ceremony/formats/sdk5.ts';
import { memoryFiles } from '../../../src/node/memory-files.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { showText } from '../../../src/parser/text.ts';
import { writeApproval } from '../../../src/parser/write.ts';
import { encodeTokens, type TokenRecord } from '../../../src/token/record.ts';
import { SERVICE } from '../../../src/token/service.ts';
import { describeConvertRefusal } from '../../../src/words/convert.ts';
import { howMany } from '../../support/how-many.ts';
import { sampleRecord } from '../../support/officer-folder.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_KEY_TOKEN,
  PUBLIC_USER_TOKEN,
  quorumFile,
  registrationFile,
  sha256,
} from '../../support/sdk5-files.ts';

const RECORD = sampleRecord({ node: 0, nonce: 1 });

interface Approval {
  readonly type: 1 | 2;
  readonly name: string;
  readonly signature: Uint8Array;
}

const signatureOf = (byte: number): Uint8Array => new Uint8Array(256).fill(byte);

/** What must be the same on both sides. */
function essenceOf({ token, approvals }: ApprovalSet) {
  return {
    signed: Buffer.from(token?.signedBytes ?? []).toString('hex'),
    approvals: approvals.map(({ type, name, signature }) => [
      type,
      showText(name),
      Buffer.from(signature?.start ?? []).toString('hex'),
    ]),
  };
}

function sdk5Of(records: readonly TokenRecord[], approvals: readonly Approval[], change = {}) {
  const signatures = approvals.map(({ type, name, signature }) => ({
    username: name,
    role: type === 2 ? 'admin' : 'crypto-user',
    signature: Buffer.from(signature).toString('base64'),
  }));
  return readSdk5Set(quorumFile(records, { signatures, ...change }), 't.json', nodeCrypto);
}

function classicOf(
  records: readonly TokenRecord[],
  approvals: readonly Approval[],
  change: (text: string) => string = (text) => text,
  files: Readonly<Record<string, string | Uint8Array>> = {},
) {
  const named = approvals.map(({ signature }, at) => [`sig${at}`, signature] as const);
  const approvers = approvals.map(({ type, name }, at) => ({ type, name, file: `sig${at}` }));
  const data = { multiTokenFilePath: 'token', tokenFilePath: '', approvers };
  const all = { token: encodeTokens(records), ...Object.fromEntries(named), ...files };
  const text = Buffer.from(writeApproval(data)).toString('latin1');
  return readClassicSet(Buffer.from(change(text), 'latin1'), memoryFiles(all), nodeCrypto);
}

function readFiles(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]) {
  const all = memoryFiles(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])));
  return readClassicSet(files.at(-1)?.bytes ?? new Uint8Array(), all, nodeCrypto);
}

/** 256 bytes, others for each seed. */
const randomSignature = (seed: number): Uint8Array =>
  new Uint8Array(256).map((_, at) => (Math.imul(seed + at, 0x9e3779b1) >>> 13) & 0xff);

const userName = fc.stringMatching(/^[A-Za-z0-9_]{1,31}$/);

const record: fc.Arbitrary<TokenRecord> = fc.record({
  id: fc.nat(0xffff),
  service: fc.oneof(fc.nat(8), fc.nat(0xffff)),
  node: fc.nat(0xffff_ffff),
  keyHandle: fc.maxSafeNat(),
  nonce: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  user: userName,
  created: fc.maxSafeNat(),
});

const approvalsWith = (name: fc.Arbitrary<string>): fc.Arbitrary<Approval[]> =>
  fc.uniqueArray(
    fc.record({
      type: fc.constantFrom(1 as const, 2 as const),
      name,
      signature: fc.nat().map(randomSignature),
    }),
    { maxLength: 20, size: 'max', selector: (one) => one.name.toLowerCase() },
  );

const records = fc.array(record, { minLength: 1, maxLength: 32 });

describe('there and back', () => {
  it('is the same set, from either side', () => {
    fc.assert(
      fc.property(records, approvalsWith(userName), (tokens, approvals) => {
        const set = sdk5Of(tokens, approvals, keyReferenceOf(tokens));
        const classic = convertToClassic(set, {}, nodeCrypto);
        if (!classic.ok) throw new Error(JSON.stringify(classic.refusal));
        const read = readFiles(classic.files);
        expect(essenceOf(read)).toEqual(essenceOf(set));
        const back = convertToSdk5(read, {}, nodeCrypto);
        if (!back.ok) throw new Error(JSON.stringify(back.refusal));
        expect(essenceOf(readSdk5Set(back.bytes, '', nodeCrypto))).toEqual(essenceOf(set));
        expect(convertToSdk5(classicOf(tokens, approvals), {}, nodeCrypto)).toEqual(back);
      }),
      { numRuns: howMany(20, 2000) },
    );
  });

  it('is the same set or a reason, whatever the names', () => {
    const name = fc.oneof(
      { weight: 9, arbitrary: userName },
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    fc.assert(
      fc.property(approvalsWith(name), (approvals) => {
        const set = sdk5Of([RECORD], approvals);
        const classic = convertToClassic(set, {}, nodeCrypto);
        if (!classic.ok) {
          expect(classic.refusal.code).toMatch(/^(name|name-blanks|repeated-name)$/);
          return;
        }
        const back = convertToSdk5(readFiles(classic.files), {}, nodeCrypto);
        if (!back.ok) throw new Error(JSON.stringify(back.refusal));
        expect(essenceOf(readSdk5Set(back.bytes, '', nodeCrypto))).toEqual(essenceOf(set));
      }),
      { numRuns: howMany(40, 10_000) },
    );
  });
});

function keyReferenceOf([first]: readonly TokenRecord[]): Record<string, string> {
  if (first?.service !== SERVICE.useKey && first?.service !== SERVICE.manageKey) return {};
  return { key_reference: `0x${first.keyHandle.toString(16)}` };
}

describe('convertToSdk5', () => {
  it.each([
    ['user-management', PUBLIC_USER_TOKEN],
    ['key-usage', PUBLIC_KEY_TOKEN],
  ])('makes of its records the very file of the guide, for %s', (_, file) => {
    const bytes = Buffer.from(JSON.parse(file).approval_data, 'base64');
    const set = readClassicSet(
      Buffer.from(
        'Multi Token File Path = token;\nToken File Path = ;\nNumber of Approvals = 0;\n',
      ),
      memoryFiles({ token: bytes }),
      nodeCrypto,
    );
    const converted = convertToSdk5(set, {}, nodeCrypto);
    expect(converted.ok && Buffer.from(converted.bytes).toString()).toBe(file);
  });

  it.each([
    ['miscCo', undefined],
    ['manageKey', 'key-management'],
    ['clusterManagement', undefined],
    ['useKey', 'key-usage'],
  ] as const)('names the service only where a document does: %s', (code, expected) => {
    const set = classicOf([{ ...RECORD, service: SERVICE[code] }], []);
    const converted = convertToSdk5(set, {}, nodeCrypto);
    if (!converted.ok) throw new Error(converted.refusal.code);
    expect(JSON.parse(Buffer.from(converted.bytes).toString()).service).toBe(expected);
  });

  const one: Approval = { type: 2, name: 'officer1', signature: signatureOf(1) };
  const refusalOf = (...given: Parameters<typeof classicOf>): ConvertRefusal | undefined => {
    const converted = convertToSdk5(classicOf(...given), {}, nodeCrypto);
    return converted.ok ? undefined : converted.refusal;
  };

  it.each<[string, () => ConvertRefusal | undefined, Partial<ConvertRefusal>, RegExp]>([
    [
      'a signature of 257 bytes',
      () => refusalOf([RECORD], [{ ...one, signature: new Uint8Array(257) }]),
      { code: 'signature-size', name: 'officer1', origin: 'sig0', bytes: 257 },
      /^the signature of "officer1", "sig0", has 257 bytes, expected 256/,
    ],
    [
      'a signature that is not there',
      () => refusalOf([RECORD], [one], (text) => text.replace('sig0', 'nowhere')),
      { code: 'device-error' },
      /stops at "F", saying: failed to open nowhere/,
    ],
    [
      'a file that the tool reads otherwise',
      () => refusalOf([RECORD], [one], (text) => text.replace('officer1;', 'officer1 ;')),
      { code: 'readings-differ' },
      /reads "F" otherwise/,
    ],
    [
      'a token that is none',
      () => refusalOf([RECORD], [], undefined, { token: new Uint8Array(80) }),
      { code: 'no-token' },
      /^record 1 .* is not a quorum token/,
    ],
    [
      'a single token that is of another',
      () =>
        refusalOf(
          [RECORD, { ...RECORD, node: 1 }],
          [one],
          (text) => text.replace('\nToken File Path = ;', '\nToken File Path = single;'),
          { single: encodeTokens([{ ...RECORD, node: 9 }]) },
        ),
      { code: 'single-token', path: 'single' },
      /the single token file "single"/,
    ],
    [
      'a name that is no UTF-8',
      () => refusalOf([RECORD], [one], (text) => text.replace('officer1', 'j\xfcrgen')),
      { code: 'name-encoding', name: 'j\xfcrgen' },
      /cannot stand in JSON/,
    ],
  ])('refuses %s', (_, refuse, expected, words) => {
    const refusal = refuse();
    expect(refusal).toMatchObject(expected);
    expect(refusal && describeConvertRefusal(refusal, 'F').message).toMatch(words);
  });

  it('takes a single token that is of the token', () => {
    const pointed = (text: string): string =>
      text.replace('\nToken File Path = ;', '\nToken File Path = single;');
    const second = { ...RECORD, node: 1 };
    const single = encodeTokens([second]);
    expect(refusalOf([RECORD, second], [one], pointed, { single })).toBeUndefined();
  });

  it('names comments and text, and leaves them out where that is wanted', () => {
    const text = (plain: string): string =>
      `# for bob\n${plain.replace('Approver Type = 2;', 'Approver Type = 2; # CO')}\nTicket = 7;\nhello\n`;
    const set = classicOf([RECORD], [one], text);
    const converted = convertToSdk5(set, {}, nodeCrypto);
    expect(converted).toEqual({
      ok: false,
      refusal: {
        code: 'unheld',
        unheld: [
          { code: 'comment', line: 1 },
          { code: 'comment', line: 7 },
          { code: 'other-line', line: 11 },
          { code: 'other-line', line: 12 },
        ],
      },
    });
    expect(!converted.ok && describeConvertRefusal(converted.refusal, 'F').message).toBe(
      'the other kind of file cannot hold comments in lines 1, 7, text in lines 11, 12',
    );
    expect(convertToSdk5(set, { drop: true }, nodeCrypto)).toMatchObject({
      ok: true,
      dropped: { length: 4 },
    });
  });
});

describe('convertToClassic', () => {
  const one: Approval = { type: 2, name: 'admin2', signature: signatureOf(1) };
  const named = (...names: readonly string[]): readonly Approval[] =>
    names.map((name, at) => ({ ...one, name, signature: signatureOf(at) }));

  it('names files by user names, and never by anything else', () => {
    const set = sdk5Of([RECORD], named('Admin2', '../admin 3'));
    const converted = convertToClassic(set, {}, nodeCrypto);
    expect(converted.ok && converted.files.map(({ is, name }) => [is, name])).toEqual([
      ['token', 'officer1.token'],
      ['signature', 'admin2.sig'],
      ['signature', 'approver-2.sig'],
      ['approval file', 'approval.txt'],
    ]);
  });

  const entry = (change: Readonly<Record<string, string>>) => ({
    signatures: [{ username: 'admin2', signature: `${'A'.repeat(342)}==`, ...change }],
  });
  const whole = Buffer.from(signatureOf(0xfb)).toString('base64');
  const many = (count: number) => named(...Array.from({ length: count }, (_, at) => `a${at}`));

  it.each<[string, () => ReturnType<typeof sdk5Of>, Partial<ConvertRefusal>, RegExp]>([
    [
      '21 approvals',
      () => sdk5Of([RECORD], many(21)),
      { code: 'too-many', what: 'approvals', found: 21, most: 20 },
      /^found 21 approvals, and a classic file has 20 at most/,
    ],
    [
      '33 records',
      () => sdk5Of(Array(33).fill(RECORD), []),
      { code: 'too-many', what: 'records', found: 33, most: 32 },
      /^found 33 records/,
    ],
    [
      'a name that is cut short',
      () => sdk5Of([RECORD], named('a;b')),
      { code: 'name', name: 'a;b', problem: { code: 'semicolon' } },
      /"a;b" cannot stand in a classic file: a ";" ends the value/,
    ],
    [
      'a name that is too long',
      () => sdk5Of([RECORD], named('x'.repeat(32))),
      { code: 'name', problem: { code: 'length', bytes: 32, most: 31 } },
      /it has 32 bytes/,
    ],
    [
      'a name with a blank behind it',
      () => sdk5Of([RECORD], named('admin2 ')),
      { code: 'name-blanks', name: 'admin2 ' },
      /it has blanks at an end/,
    ],
    [
      'a name twice',
      () => sdk5Of([RECORD], named('admin2', 'ADMIN2')),
      { code: 'repeated-name', name: 'ADMIN2' },
      /^"F" has two approvals of "ADMIN2"/,
    ],
    [
      'a role that is none',
      () => sdk5Of([RECORD], [], entry({ role: 'auditor' })),
      { code: 'role', name: 'admin2', role: 'auditor' },
      /has the role "auditor"/,
    ],
    [
      'a signature of 255 bytes',
      () => sdk5Of([RECORD], [], entry({ signature: 'A'.repeat(340) })),
      { code: 'signature-size', origin: 'signatures[0]', bytes: 255 },
      /^the signature of "admin2", "signatures\[0\]", has 255 bytes/,
    ],
    [
      'no signature',
      () => sdk5Of([RECORD], [], { signatures: [{ username: 'admin2' }] }),
      { code: 'signature-size', bytes: 0 },
      /has 0 bytes/,
    ],
    ...(
      [
        ['blanks', whole.replace(/(.{64})/g, '$1\n'), /line ends or blanks/],
        ['url-alphabet', whole.replaceAll('+', '-').replaceAll('/', '_'), /the URL alphabet/],
        ['hex', 'fb'.repeat(256), /is hexadecimal/],
        ['none', '*'.repeat(344), /is no base64/],
      ] as const
    ).map(
      ([problem, signature, words]) =>
        [
          `base64 with the problem ${problem}`,
          () => sdk5Of([RECORD], [], entry({ signature })),
          { code: 'signature-base64', name: 'admin2', problem } as const,
          words,
        ] satisfies [string, () => ReturnType<typeof sdk5Of>, Partial<ConvertRefusal>, RegExp],
    ),
    [
      'a token that is not the digest of its data',
      () => sdk5Of([RECORD], [], { token: sha256(Buffer.of(1)).toString('base64') }),
      { code: 'malformed' },
      /no sound file/,
    ],
    [
      'a registration',
      () => readSdk5Set(registrationFile(Buffer.from('key')), '', nodeCrypto),
      { code: 'other-kind', kind: 'registration' },
      /^it is a registration file/,
    ],
    [
      'a log-in',
      () => readSdk5Set(mfaFile(sha256(Buffer.of(1))), '', nodeCrypto),
      { code: 'other-kind', kind: 'mfa' },
      /^it is a log-in file/,
    ],
    [
      'a log-in of the older console',
      () => readSdk5Set(authDataFile(sha256(Buffer.of(1))), '', nodeCrypto),
      { code: 'other-kind', kind: 'authdata' },
      /older console/,
    ],
  ])('refuses %s', (_, make, expected, words) => {
    const converted = convertToClassic(make(), { drop: true }, nodeCrypto);
    if (converted.ok) throw new Error('it was converted');
    expect(converted.refusal).toMatchObject(expected);
    expect(describeConvertRefusal(converted.refusal, 'F').message).toMatch(words);
  });

  it('names unknown members and services, and leaves them out where that is wanted', () => {
    const change = { service: 'users', ticket: 7, 'x\u202e': {} };
    const set = sdk5Of([RECORD], [one], change);
    const converted = convertToClassic(set, {}, nodeCrypto);
    const unheld = [
      { code: 'service', name: 'users' },
      { code: 'member', path: 'ticket' },
      { code: 'member', path: expect.any(String) },
    ];
    expect(converted).toEqual({ ok: false, refusal: { code: 'unheld', unheld } });
    expect(!converted.ok && describeConvertRefusal(converted.refusal, 'F').message).toMatch(
      /^the other kind of file cannot hold the service "users", the member "ticket", the member "x\\u.*"$/,
    );
    const dropped = convertToClassic(set, { drop: true }, nodeCrypto);
    expect(dropped).toMatchObject({ ok: true, dropped: { length: 3 } });
  });
});
