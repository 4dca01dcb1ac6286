import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { DEEPEST_JSON, LARGEST_JSON_BYTES } from '../../../src/token/json/read-json.ts';
import { judgeAndFixSdk5, judgeSdk5 } from '../../../src/token/lint/lint-sdk5.ts';
import { encodeTokens, type TokenRecord } from '../../../src/token/record.ts';
import {
  authDataFile,
  mfaFile,
  quorumFile,
  registrationFile,
  sha256,
  signedData,
} from '../../support/sdk5-files.ts';

const record: TokenRecord = {
  id: 1,
  service: 3,
  node: 0,
  keyHandle: 0,
  nonce: new Uint8Array(16),
  user: 'admin',
  created: 1_700_000_000,
};
const KEY = '0x0000000000680006';
const keyRecord: TokenRecord = { ...record, service: 5, keyHandle: 0x680006 };

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const signatureOf = (byte: number, length = 256): string => base64(Buffer.alloc(length, byte));
const approval = (username: string, byte: number, change: object = {}) => ({
  username,
  signature: signatureOf(byte),
  ...change,
});

const judge = (file: string | Uint8Array, now?: number) =>
  judgeSdk5(Buffer.from(file as string), nodeCrypto, now).diagnostics;
const codesOf = (file: string | Uint8Array): string[] => judge(file).map(({ code }) => code);

/** Where a text stands in a file, the last time. */
function placeOf(file: string | Uint8Array, text: string) {
  const start = Buffer.from(file as string).lastIndexOf(text);
  expect(start, text).toBeGreaterThanOrEqual(0);
  return { start, end: start + Buffer.byteLength(text) };
}

/** A token file of any data, with their digest. */
function fileOf(data: Uint8Array, change: object = {}): Buffer {
  return quorumFile([], { approval_data: base64(data), token: base64(sha256(data)), ...change });
}

const error = { severity: 'error', stops: false };
const end = { severity: 'error', stops: true };
const note = { severity: 'info', stops: false };

describe('of the text', () => {
  it('a file that is too large is not looked at', () => {
    const file = Buffer.alloc(LARGEST_JSON_BYTES + 1, 0x20);
    const values = { bytes: LARGEST_JSON_BYTES + 1, most: LARGEST_JSON_BYTES };
    expect(judge(file)).toEqual([
      { ...end, code: 'json-size', values, span: { start: 0, end: 0 } },
    ]);
  });

  it('what is no JSON is told, with a fix where it is base64 that is broken into lines', () => {
    const cut = '{"token": ';
    const finding = { ...end, code: 'json-syntax' };
    expect(judge(cut)).toEqual([
      { ...finding, values: { expected: 'value' }, span: { start: 10, end: 10 } },
    ]);
    const [first, second] = ['A'.repeat(40), 'A'.repeat(4)];
    const broken = `{"token": "${first}\n${second}"}`;
    const fix = [{ span: { start: 10, end: 57 }, text: `"${first}${second}"` }];
    expect(judge(broken)).toEqual([
      { ...finding, values: { expected: 'string-end' }, span: { start: 10, end: 51 }, fix },
    ]);
  });

  it('what is too deep is told where it gets so', () => {
    const span = { start: DEEPEST_JSON, end: DEEPEST_JSON + 1 };
    expect(judge('['.repeat(DEEPEST_JSON + 1))).toEqual([
      { ...end, code: 'json-depth', values: { most: DEEPEST_JSON }, span },
    ]);
  });

  it('a byte that is no UTF-8 is told', () => {
    const file = Buffer.concat([Buffer.from('{"token": "'), Buffer.of(0xff), Buffer.from('"}')]);
    expect(judge(file)).toEqual([
      { ...end, code: 'json-encoding', values: {}, span: { start: 11, end: 12 } },
    ]);
  });

  it.each([
    ['[1]', 0],
    ['  {"a": 1}', 2],
    ['"token"', 0],
  ])('JSON of another kind is told where it begins: %j', (file, start) => {
    const span = { start, end: start + 1 };
    expect(judge(file)).toEqual([{ ...end, code: 'json-kind', values: {}, span }]);
  });

  it('the names of members are told that stand there twice, or that harm a reader', () => {
    const file = quorumFile([record]).toString().replace('{', '{ "a": 1, "a": 2, "__proto__": 3,');
    const notes = judge(file).filter(({ severity }) => severity === 'info');
    expect(notes.map(({ values }) => values)).toEqual([{ path: 'a' }, { path: 'a' }]);
    expect(judge(file).filter(({ stops }) => stops)).toEqual([
      { ...end, code: 'duplicate-member', values: { name: 'a' }, span: placeOf(file, '"a"') },
      { ...end, code: 'proto-member', values: {}, span: placeOf(file, '"__proto__"') },
    ]);
  });

  it('a byte order mark is told, and a mark of two bytes is no JSON', () => {
    const file = `\ufeff${quorumFile([record]).toString()}`;
    const span = { start: 0, end: 3 };
    const fix = [{ span, text: '' }];
    expect(judge(file)).toEqual([
      { severity: 'warning', stops: false, code: 'byte-order-mark', values: {}, span, fix },
    ]);
    expect(codesOf(Buffer.from(file, 'utf16le'))).toEqual(['json-encoding']);
  });
});

describe('of the members', () => {
  const everything = {
    token: { tokens: 0 },
    approval_data: 1,
    version: 2,
    service: [],
    key_reference: null,
    signatures: [{ username: 1, role: 2, signature: 3 }, 'x'],
  };
  it.each<[string, object, readonly [string, string][]]>([
    [
      'a quorum token',
      everything,
      [
        ['token', 'string'],
        ['approval_data', 'string'],
        ['version', 'string'],
        ['service', 'string'],
        ['key_reference', 'string'],
        ['signatures[0].username', 'string'],
        ['signatures[0].role', 'string'],
        ['signatures[0].signature', 'string'],
        ['signatures[1]', 'object'],
      ],
    ],
    [
      'a log-in',
      { version: '2.0', tokens: [{ unsigned: 1, signed: 2 }, []], signatures: '' },
      [
        ['tokens[0].unsigned', 'string'],
        ['tokens[0].signed', 'string'],
        ['tokens[1]', 'object'],
        ['signatures', 'array'],
      ],
    ],
    [
      'the older console’s file',
      { Version: 1, PublicKey: 2, Data: [{ HsmId: 3, Digest: 4, Signature: 5 }, 6] },
      [
        ['Version', 'string'],
        ['PublicKey', 'string'],
        ['Data[0].HsmId', 'string'],
        ['Data[0].Digest', 'string'],
        ['Data[0].Signature', 'string'],
        ['Data[1]', 'object'],
      ],
    ],
  ])('each of another type is told of %s', (_, value, expected) => {
    const found = judge(JSON.stringify(value)).filter(({ code }) => code === 'member-type');
    expect(found.map(({ values }) => values)).toEqual(
      expected.map(([path, type]) => ({ path, expected: type })),
    );
    expect(found.every(({ severity, stops }) => severity === 'error' && stops)).toBe(true);
  });

  it.each([
    ['tokens', { version: '2.0', tokens: {} }, ['member-type', 'missing-member']],
    ['Data', { Version: '1.0', Data: {} }, ['member-type', 'missing-member']],
    ['signatures', { version: '2.0', ...signedData([record]), signatures: {} }, ['member-type']],
  ])('a list that is none is told once: %s', (path, value, codes) => {
    const file = JSON.stringify(value);
    expect(codesOf(file).toSorted()).toEqual(codes);
    expect(judge(file)).toContainEqual({
      ...end,
      code: 'member-type',
      values: { path, expected: 'array' },
      span: placeOf(file, '{}'),
    });
  });

  it.each<[string, object, readonly string[]]>([
    ['token', { token: base64(sha256(Buffer.of())) }, ['version', 'approval_data', 'signatures?']],
    ['signatures', { signatures: [] }, ['version', 'approval_data', 'token']],
    [
      'approval_data',
      { approval_data: base64(encodeTokens([record])), signatures: [{}, approval('admin2', 1)] },
      ['version', 'token', 'signatures[0].username', 'signatures[0].signature?'],
    ],
    ['tokens', { tokens: [] }, ['version', 'tokens[0]']],
    ['tokens without data', { tokens: [{}] }, ['version', 'tokens[0].unsigned']],
    [
      'tokens of which one has data',
      { tokens: [{ unsigned: base64(sha256(Buffer.of(1))) }, { approval_data: 'AAAA' }] },
      ['version', 'tokens[0].approval_data', 'tokens[1].unsigned'],
    ],
    ['Data', { Data: [] }, ['Version', 'Data[0]']],
    [
      'Data of which one has a digest',
      { Data: [{ Digest: base64(sha256(Buffer.of(1))) }, {}] },
      ['Version', 'Data[1].Digest'],
    ],
  ])(
    'what is missing in a file is told, and that reading ends but for "?": %s',
    (_, value, all) => {
      const found = judge(JSON.stringify(value)).filter(({ code }) => code === 'missing-member');
      expect(
        found.map(({ values, stops }) => `${'path' in values && values.path}${stops ? '' : '?'}`),
      ).toEqual(all);
      expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['error']));
    },
  );

  it('what is missing is told at the brace of what should have it', () => {
    const quorum = JSON.stringify({ version: '2.0', ...signedData([record]), signatures: [{}] });
    const { start } = placeOf(quorum, '{}');
    const at = (path: string, stops: boolean, from: number) => ({
      ...{ ...error, stops },
      code: 'missing-member',
      values: { path },
      span: { start: from, end: from + 1 },
    });
    expect(judge(quorum)).toEqual([
      at('signatures[0].username', true, start),
      at('signatures[0].signature', false, start),
    ]);
    expect(judge(' {"version":"2.0","tokens":[{ }]}')).toEqual([
      at('tokens[0].unsigned', true, 28),
    ]);
    expect(judge(' {"Data":[{ }]}')).toEqual([
      at('Version', true, 1),
      at('Data[0].Digest', true, 10),
    ]);
  });

  it('nothing is missing in what is of a wrong type', () => {
    const missing = judge(JSON.stringify({ ...signedData([record]), version: 1, signatures: [1] }));
    expect(missing.map(({ code }) => code)).toEqual(['member-type', 'member-type']);
  });

  it('those that nobody knows are noted, with where they stand', () => {
    const file = JSON.stringify({
      version: '2.0',
      ...signedData([record]),
      signed_by: 1,
      signatures: [{ ...approval('admin2', 1), x: { y: 2 } }],
    });
    expect(judge(file)).toEqual([
      {
        ...note,
        code: 'unknown-member',
        values: { path: 'signed_by' },
        span: placeOf(file, '"signed_by":1'),
      },
      {
        ...note,
        code: 'unknown-member',
        values: { path: 'signatures[0].x' },
        span: placeOf(file, '"x":{"y":2}'),
      },
    ]);
  });

  it.each([
    ['2.0', authDataFile(sha256(Buffer.of(1))), '1.0'],
    ['1.0', registrationFile(Buffer.of(1)), '2.0'],
    ['1.0', quorumFile([record]), '2.0'],
  ])('the version %s is told where another is expected', (found, right, expected) => {
    const file = right.toString().replace(`"${expected}"`, `"${found}"`);
    expect(judge(file)).toEqual([
      { ...end, code: 'version', values: { found, expected }, span: placeOf(file, `"${found}"`) },
    ]);
  });
});

describe('of what should be base64', () => {
  const digest = base64(sha256(Buffer.of(1)));
  const two = [approval('admin2', 1), approval('admin3', 2)];
  const data = base64(Buffer.of(1));
  const tokens = [
    { approval_data: data, unsigned: digest, signed: signatureOf(1) },
    { approval_data: data, unsigned: digest, signed: signatureOf(2) },
  ];
  const quorum = { version: '2.0', ...signedData([record]), signatures: two };
  const registration = { version: '2.0', tokens, signatures: [approval('admin2', 1)] };
  const request = { Version: '1.0', Data: [1, 2].map((one) => ({ Digest: digest, one })) };
  const members: readonly [string, object, (text: string) => object, boolean][] = [
    ['approval_data', quorum, (text) => ({ approval_data: text }), true],
    ['token', quorum, (text) => ({ token: text }), true],
    [
      'signatures[1].signature',
      quorum,
      (text) => ({ signatures: [two[0], { ...two[1], signature: text }] }),
      false,
    ],
    [
      'tokens[1].approval_data',
      registration,
      (text) => ({ tokens: [tokens[0], { ...tokens[1], approval_data: text }] }),
      true,
    ],
    [
      'tokens[1].unsigned',
      registration,
      (text) => ({ tokens: [tokens[0], { ...tokens[1], unsigned: text }] }),
      true,
    ],
    [
      'tokens[1].signed',
      registration,
      (text) => ({ tokens: [tokens[0], { ...tokens[1], signed: text }] }),
      false,
    ],
    [
      'signatures[0].signature',
      registration,
      (text) => ({ signatures: [{ username: 'admin2', signature: text }] }),
      false,
    ],
    ['Data[1].Digest', request, (text) => ({ Data: [{ Digest: digest }, { Digest: text }] }), true],
    [
      'Data[1].Signature',
      request,
      (text) => ({ Data: [{ Digest: digest }, { Digest: digest, Signature: text }] }),
      false,
    ],
  ];

  it.each(members)('%s is told where it is none', (path, file, change, stops) => {
    const bad = JSON.stringify({ ...file, ...change('***') });
    expect(judge(bad).filter(({ code }) => code === 'base64')).toEqual([
      {
        ...{ ...error, stops },
        code: 'base64',
        values: { path, problem: 'none' },
        span: placeOf(bad, '"***"'),
      },
    ]);
  });

  const lengths = members.filter(([path]) => !path.endsWith('approval_data'));
  it.each(lengths)('%s is told where it has another length', (path, file, change, stops) => {
    const bad = JSON.stringify({ ...file, ...change('BAMC') });
    expect(judge(bad).filter(({ code }) => code.endsWith('-length'))).toEqual([
      {
        ...{ ...error, stops },
        code: stops ? 'digest-length' : 'signature-length',
        values: { path, bytes: 3 },
        span: placeOf(bad, '"BAMC"'),
      },
    ]);
  });

  it.each(lengths)(
    '%s is mended where it is a text of what should be there',
    (_, file, change, stops) => {
      const right = base64(Buffer.alloc(stops ? 32 : 256, 5));
      const bad = JSON.stringify({ ...file, ...change(base64(Buffer.from(right))) });
      const [found] = judge(bad).filter(({ code }) => code.endsWith('-length'));
      expect(found?.fix).toEqual([{ span: found?.span, text: `"${right}"` }]);
    },
  );

  it('an empty signature is wrong among approvals, and a request has none yet', () => {
    const empty = quorumFile([record], { signatures: [approval('admin2', 1, { signature: '' })] });
    expect(judge(empty)).toEqual([
      {
        ...error,
        code: 'signature-length',
        values: { path: 'signatures[0].signature', bytes: 0 },
        span: placeOf(empty, '""'),
      },
    ]);
    expect(judge(registrationFile(Buffer.of(1)))).toEqual([]);
    const [one, two] = [{ Signature: '' }, {}].map((more) => ({ Digest: digest, ...more }));
    expect(judge(JSON.stringify({ Version: '1.0', Data: [one, two] }))).toEqual([]);
  });

  it('one that is broken and a text in a text is mended in two steps', () => {
    const right = signatureOf(1);
    const twice = base64(Buffer.from(right));
    const file = (signature: string) =>
      quorumFile([record], { signatures: [{ username: 'admin2', signature }] });
    const bad = file(`${twice.slice(0, 64)}\n${twice.slice(64)}`);
    expect(judge(bad).map(({ code, fix }) => [code, fix !== undefined])).toEqual([
      ['base64', true],
      ['signature-length', false],
    ]);
    const fixed = judgeAndFixSdk5(bad, nodeCrypto);
    expect(fixed).toMatchObject({ applied: 2, diagnostics: [] });
    expect(Buffer.from(fixed.bytes)).toEqual(file(right));
  });

  it('a digest that is not that of the data beside it ends it', () => {
    const file = JSON.stringify({
      version: '2.0',
      tokens: [
        { approval_data: data, unsigned: digest },
        { approval_data: data, unsigned: base64(Buffer.alloc(32)) },
      ],
    });
    const span = placeOf(file, `"${base64(Buffer.alloc(32))}"`);
    expect(judge(file)).toEqual([
      { ...end, code: 'token-digest', values: { path: 'tokens[1].unsigned' }, span },
    ]);
    const token = quorumFile([record], { token: digest });
    expect(judge(token)).toEqual([
      {
        ...end,
        code: 'token-digest',
        values: { path: 'token' },
        span: placeOf(token, `"${digest}"`),
      },
    ]);
  });
});

describe('of the records', () => {
  it('several users, services and keys are told, each once', () => {
    const records = [
      keyRecord,
      { ...keyRecord, node: 1, service: 6, keyHandle: 7, user: 'eve' },
      { ...keyRecord, node: 2 },
    ];
    const file = quorumFile(records, { key_reference: KEY });
    expect(judge(file)).toEqual([
      {
        ...error,
        code: 'mixed-token',
        values: { users: ['admin', 'eve'], services: [5, 6], keys: [KEY, '0x0000000000000007'] },
        span: placeOf(file, `"${base64(encodeTokens(records))}"`),
      },
    ]);
  });

  it('a node that has two of them is no mixture', () => {
    expect(judge(quorumFile([record, record]))).toEqual([]);
  });

  it.each<[string, Uint8Array, object]>([
    ['nothing', Buffer.of(), { problem: 'empty' }],
    ['a part of one', Buffer.alloc(79), { problem: 'size', bytes: 79 }],
    [
      'one with a blank user',
      Buffer.concat([encodeTokens([record]), Buffer.alloc(80)]),
      { problem: 'record', record: 2, detail: 'user' },
    ],
  ])('%s is none', (_, bytes, values) => {
    const file = fileOf(bytes);
    expect(judge(file)).toEqual([
      {
        ...end,
        code: 'records',
        values: { ...values, path: 'approval_data' },
        span: placeOf(file, `"${base64(bytes)}"`),
      },
    ]);
  });

  it('that cannot be read say nothing of service, key, roles and age', () => {
    const change = {
      service: 'key-usage',
      key_reference: KEY,
      signatures: [approval('admin2', 1, { role: 'crypto-user' })],
    };
    expect(judge(fileOf(Buffer.alloc(3), change), 2_000_000_000)).toMatchObject([
      { code: 'records' },
    ]);
    expect(judge(fileOf(Buffer.alloc(3), { service: 'users' }))).toMatchObject([
      { code: 'records' },
    ]);
    expect(codesOf(quorumFile([record], { approval_data: '***', service: 'key-usage' }))).toEqual([
      'base64',
    ]);
  });

  it.each<[string, Uint8Array, object | undefined]>([
    ['of one byte', Buffer.of(1), undefined],
    ['of 245 bytes', Buffer.alloc(245, 1), undefined],
    ['of 246 bytes', Buffer.alloc(246, 1), { problem: 'registration-size', bytes: 246, most: 245 }],
    ['that are empty', Buffer.of(), { problem: 'empty' }],
    ['of a request', Buffer.from('DSSEv1 4 text 2 hi'), { problem: 'envelope' }],
    [
      'with a record in them',
      Buffer.concat([Buffer.of(1), encodeTokens([record, keyRecord])]),
      { problem: 'disguised', records: 2 },
    ],
  ])('are not in the data of a registration %s', (_, bytes, values) => {
    const file = registrationFile(Buffer.of(9), bytes);
    const path = 'tokens[1].approval_data';
    const value = `"${base64(bytes)}"`;
    const { end: behind } = placeOf(file, `"approval_data": ${value}`);
    const span = { start: behind - value.length, end: behind };
    const expected = { ...end, code: 'records', values: { ...values, path }, span };
    expect(judge(file)).toEqual(values === undefined ? [] : [expected]);
  });

  it('are not looked for where a registration has no data that can be read', () => {
    const [first, second] = [{ approval_data: '***' }, {}].map((more) => ({
      unsigned: base64(sha256(Buffer.of())),
      ...more,
    }));
    const file = JSON.stringify({ version: '2.0', tokens: [first, second] });
    expect(codesOf(file).toSorted()).toEqual(['base64', 'missing-member']);
  });

  it.each<[string, number, object | undefined]>([
    ['key-usage', 3, { written: 'key-usage', expected: 'user-management', number: 3 }],
    ['user-management', 1, { written: 'user-management', expected: undefined, number: 1 }],
    ['user-management', 99, { written: 'user-management', expected: undefined, number: 99 }],
    ['user-management', 3, undefined],
  ])('bear out the service %s of number %d, or it ends there', (name, service, values) => {
    const file = quorumFile([{ ...record, service }], { service: name });
    const span = placeOf(file, `"${name}"`);
    expect(judge(file)).toEqual(values ? [{ ...end, code: 'service', values, span }] : []);
  });

  it.each([
    ['users', 3],
    ['', 4],
  ])('are of a service whose name %j is not known: a note', (written, number) => {
    const file = quorumFile([{ ...record, service: number }], { service: written });
    const span = placeOf(file, `"${written}"`);
    expect(judge(file)).toEqual([
      { ...note, code: 'unknown-service', values: { written, number }, span },
    ]);
  });

  it.each<[string | undefined, TokenRecord, boolean]>([
    [KEY, keyRecord, true],
    ['0X680006', keyRecord, true],
    ['0x00000000680006', keyRecord, true],
    ['0X0000000000680006', keyRecord, true],
    ['0x00000000000680006', keyRecord, false],
    ['0x680007', keyRecord, false],
    ['680006', keyRecord, false],
    [' 0x680006', keyRecord, false],
    ['0x680006 ', keyRecord, false],
    ['0x', { ...keyRecord, keyHandle: 0 }, false],
    ['0xABCDEF', { ...keyRecord, keyHandle: 0xabcdef }, true],
    ['', keyRecord, false],
    [undefined, keyRecord, false],
    [undefined, record, true],
    ['', record, false],
    ['0x0', record, false],
  ])('are of the key that key_reference %j names, or it ends there', (written, of, isRight) => {
    const change = written === undefined ? {} : { key_reference: written };
    const file = quorumFile([of], change);
    const expected =
      of.service === 3 ? undefined : `0x${of.keyHandle.toString(16).padStart(16, '0')}`;
    const span = written === undefined ? { start: 0, end: 1 } : placeOf(file, `"${written}"`);
    const finding = { ...end, code: 'key-reference', values: { written, expected }, span };
    expect(judge(file)).toEqual(isRight ? [] : [finding]);
  });

  it('are as old as the first of them', () => {
    const file = quorumFile([record, { ...record, node: 1, created: 5 }]);
    const [data] = /"approval_data": ".*"/.exec(file.toString()) ?? [''];
    expect(judge(file, record.created + 601)).toEqual([
      {
        ...note,
        code: 'expired-token',
        values: { age: 601, validity: 600 },
        span: placeOf(file, data.slice('"approval_data": '.length)),
      },
    ]);
  });
});

describe('of the approvals', () => {
  const file = (...signatures: readonly object[]): Buffer => quorumFile([record], { signatures });

  it('a name that is none is told', () => {
    const bad = file(approval('admin 2', 1));
    expect(judge(bad)).toEqual([
      {
        ...error,
        code: 'user-name',
        values: { value: 'admin 2' },
        span: placeOf(bad, '"admin 2"'),
      },
    ]);
  });

  it('a role is told that the service does not take, whether the approver has a name or not', () => {
    const bad = file(approval('admin2', 1, { role: 'crypto-user' }));
    const values = { role: 'crypto-user', expected: 'admin' };
    const finding = { ...error, code: 'role', span: placeOf(bad, '"crypto-user"') };
    expect(judge(bad)).toEqual([{ ...finding, values: { ...values, name: 'admin2' } }]);
    const nameless = file({ role: 'crypto-user', signature: signatureOf(1) });
    expect(judge(nameless).find(({ code }) => code === 'role')?.values).toEqual({
      ...values,
      name: '',
    });
  });

  it('an approver who comes again is told, in any spelling', () => {
    const bad = file(approval('admin2', 1), approval('Admin2', 2));
    expect(judge(bad)).toEqual([
      {
        ...error,
        code: 'repeated-approver',
        values: { name: 'Admin2' },
        span: placeOf(bad, '"Admin2"'),
      },
    ]);
    const odd = file(approval('a b', 1), approval('a b', 2), approval('A b', 3));
    const repeated = judge(odd).filter(({ code }) => code === 'repeated-approver');
    expect(repeated.map(({ values }) => values)).toEqual([{ name: 'a b' }]);
  });

  it('a signature that somebody else has, too, is told, with who had it first', () => {
    const bad = file(approval('Admin2', 1), approval('admin3', 1), approval('a b', 1));
    const found = judge(bad).filter(({ code }) => code === 'repeated-signature');
    expect(found.map(({ values }) => values)).toEqual([
      { name: 'admin3', other: 'admin2' },
      { name: 'a b', other: 'admin2' },
    ]);
    expect(found[1]).toMatchObject({ ...error, span: placeOf(bad, `"${signatureOf(1)}"`) });
  });

  it('one of the same officer, of nobody, or an empty one is told by another rule alone', () => {
    expect(codesOf(file(approval('admin2', 1), approval('admin2', 1)))).toEqual([
      'repeated-approver',
    ]);
    const nobody = { signature: signatureOf(1) };
    expect(codesOf(file(nobody, nobody, approval('admin2', 1)))).toEqual([
      'missing-member',
      'missing-member',
    ]);
    const empty = ['admin2', 'admin3'].map((name) => approval(name, 1, { signature: '' }));
    expect(codesOf(file(...empty))).toEqual(['signature-length', 'signature-length']);
  });

  it('those beside the tokens of a registration are told to be of no use, and nothing else', () => {
    const [registration] = [registrationFile(Buffer.of(1)).toString()];
    const signatures = [approval('a b', 1, { role: 'x' }), approval('a b', 1, { role: 'x' })];
    const bad = JSON.stringify({ ...JSON.parse(registration ?? ''), signatures });
    const found = judge(bad);
    expect(found.map(({ code, values }) => [code, values])).toEqual(
      [0, 1].map((at) => [
        'misplaced-signature',
        { path: `signatures[${at}].signature`, belongs: 'tokens[].signed' },
      ]),
    );
    expect(found[1]).toMatchObject({ ...error, span: placeOf(bad, `"${signatureOf(1)}"`) });
  });
});

describe('judging and mending', () => {
  it('tells what it finds in the order of the file', () => {
    const file = quorumFile([record], { signatures: [approval('a b', 1)], version: '3.0', x: 1 });
    expect(codesOf(`\ufeff${file.toString()}`)).toEqual([
      'byte-order-mark',
      'version',
      'user-name',
      'unknown-member',
    ]);
  });

  it('judges again only after a fix', () => {
    let asked = 0;
    const sha256Of = (bytes: Uint8Array) => {
      asked += 1;
      return nodeCrypto.sha256(bytes);
    };
    const good = quorumFile([record]);
    const mend = (file: string) => judgeAndFixSdk5(Buffer.from(file), { sha256: sha256Of });
    expect(mend(good.toString())).toMatchObject({ applied: 0, diagnostics: [] });
    expect(asked).toBe(1);
    expect(mend(`\ufeff${good.toString()}`)).toMatchObject({ applied: 1, diagnostics: [] });
    expect(asked).toBe(3);
  });

  it('gives back the file that it mended', () => {
    const good = mfaFile(sha256(Buffer.of(1)));
    const mended = judgeAndFixSdk5(Buffer.from(`\ufeff${good.toString()}`), nodeCrypto, 5);
    const { reading, document, diagnostics } = judgeSdk5(good, nodeCrypto);
    expect(mended).toMatchObject({ bytes: Uint8Array.from(good), reading, document, diagnostics });
  });
});
