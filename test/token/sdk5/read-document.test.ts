import { describe, expect, it } from 'vitest';
import { readJson } from '../../../src/token/json/read-json.ts';
import type { Sdk5Document } from '../../../src/token/sdk5/document.ts';
import { readSdk5Document } from '../../../src/token/sdk5/read-document.ts';

const digest = Buffer.alloc(32, 1);
const signature = Buffer.alloc(256, 2);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function read(value: unknown): Sdk5Document | undefined {
  const { document } = readJson(Buffer.from(JSON.stringify(value)));
  return document && readSdk5Document(document);
}

/** Without the places; of a member its text, and its bytes in hex. */
function plain(document: unknown): unknown {
  return JSON.parse(
    JSON.stringify(document, (name, value) => {
      if (name === 'json' || /span$/i.test(name)) return undefined;
      if (typeof value?.text !== 'string') return value;
      const { text, bytes, problem } = value;
      return bytes instanceof Uint8Array
        ? { hex: Buffer.from(bytes).toString('hex'), problem }
        : text;
    }),
  );
}

const hex = (bytes: Uint8Array) => ({ hex: Buffer.from(bytes).toString('hex') });
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const approval = { username: 'bob', role: 'admin', signature: base64(signature) };
const nothing = { misshapen: [], unknown: [] };

describe('readSdk5Document', () => {
  it('reads all that a quorum token has', () => {
    const file = {
      version: '2.0',
      service: 'key-usage',
      key_reference: '0x10',
      approval_data: 'AAE=',
      token: hexOf(digest),
      signatures: [approval, { signature: hexOf(signature) }],
    };
    expect(plain(read(file))).toEqual({
      kind: 'quorum',
      version: '2.0',
      service: 'key-usage',
      keyReference: '0x10',
      approvalData: hex(Buffer.of(0, 1)),
      token: { ...hex(digest), problem: 'hex' },
      signatures: {
        items: [
          { ...approval, signature: hex(signature) },
          { signature: { ...hex(signature), problem: 'hex' } },
        ],
      },
      ...nothing,
    });
  });

  it('reads all that a registration has', () => {
    const tokens = [
      { unsigned: hexOf(digest), signed: hexOf(signature) },
      { approval_data: 'ABAB', unsigned: base64(digest), signed: '' },
    ];
    expect(plain(read({ version: '2.0', tokens, signatures: [approval] }))).toEqual({
      kind: 'registration',
      version: '2.0',
      tokens: [
        {
          unsigned: { ...hex(digest), problem: 'hex' },
          signed: { ...hex(signature), problem: 'hex' },
        },
        { approvalData: hex(Buffer.of(0, 16, 1)), unsigned: hex(digest), signed: hex(Buffer.of()) },
      ],
      signatures: { items: [{ ...approval, signature: hex(signature) }] },
      ...nothing,
    });
  });

  it('reads all that the file of the older console has', () => {
    const data = [
      { HsmId: 'a', Digest: base64(digest), Signature: base64(signature) },
      { HsmId: 'b', Digest: hexOf(digest), Signature: hexOf(signature) },
    ];
    expect(plain(read({ Version: '1.0', PublicKey: 'PEM', Data: data }))).toEqual({
      kind: 'authdata',
      version: '1.0',
      publicKey: 'PEM',
      data: [
        { hsmId: 'a', digest: hex(digest), signature: hex(signature) },
        {
          hsmId: 'b',
          digest: { ...hex(digest), problem: 'hex' },
          signature: { ...hex(signature), problem: 'hex' },
        },
      ],
      ...nothing,
    });
  });

  it.each<[unknown, string | undefined]>([
    [{ tokens: [], token: '', Data: [] }, 'mfa'],
    [{ tokens: 1 }, 'mfa'],
    [{ tokens: [{ approval_data: '' }, {}] }, 'registration'],
    [{ approval_data: '', Data: [] }, 'quorum'],
    [{ token: 1, Data: [] }, 'quorum'],
    [{ signatures: [], Data: [] }, 'quorum'],
    [{ Data: [] }, 'authdata'],
    [{ Data: null }, 'authdata'],
    [{ data: [], version: '2.0', unsigned: '' }, undefined],
    [{}, undefined],
    [['tokens'], undefined],
    ['token', undefined],
  ])('tells files by their members: %j', (value, kind) => {
    expect(read(value)?.kind).toBe(kind);
  });

  it('notes what it does not know and what is of another type, with the way to it', () => {
    const notes = (value: unknown) => {
      const document = read(value);
      return {
        unknown: document?.unknown.map(({ path }) => path),
        misshapen: document?.misshapen.map(({ path, expected }) => `${path}: ${expected}`),
      };
    };
    expect(notes({ a: 1, signatures: [{ b: 1, role: 2 }, 3], token: 4 })).toEqual({
      unknown: ['a', 'signatures[0].b'],
      misshapen: ['token: string', 'signatures[1]: object', 'signatures[0].role: string'],
    });
    expect(notes({ token: '', tokens: [{}, { c: 1, signed: [] }], signatures: {} })).toEqual({
      unknown: ['token', 'tokens[1].c'],
      misshapen: ['tokens[1].signed: string', 'signatures: array'],
    });
    expect(notes({ version: '', Data: [{ digest: '', HsmId: {} }, []], PublicKey: 1 })).toEqual({
      unknown: ['version', 'Data[0].digest'],
      misshapen: ['Data[1]: object', 'Data[0].HsmId: string', 'PublicKey: string'],
    });
  });

  it('knows where everything stands', () => {
    const text = ' {"token" : "AA==", "signatures":[ {"role": "x"}] }';
    const { document } = readJson(Buffer.from(text));
    const quorum = document && readSdk5Document(document);
    if (quorum?.kind !== 'quorum') throw new Error('expected a token');
    const { token, signatures } = quorum;
    const [first] = signatures?.items ?? [];
    const spans = [
      token?.span,
      token?.memberSpan,
      signatures?.span,
      first?.span,
      first?.role?.memberSpan,
    ];
    expect(spans.map((span) => span && text.slice(span.start, span.end))).toEqual([
      '"AA=="',
      '"token" : "AA=="',
      '[ {"role": "x"}]',
      '{"role": "x"}',
      '"role": "x"',
    ]);
  });
});
