import { describe, expect, it } from 'vitest';
import { readSignedToken } from '../../../src/ceremony/approval-set.ts';
import { readSdk5Set } from '../../../src/ceremony/formats/sdk5.ts';
import { writeSdk5 } from '../../../src/ceremony/formats/write-sdk5.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { decodeTokens } from '../../../src/token/record.ts';
import { SERVICE } from '../../../src/token/service.ts';
import { mfaFile, quorumFile, sha256 } from '../../support/sdk5-files.ts';
import { makeToken } from '../ceremony.ts';

const TOKEN = Uint8Array.from(makeToken());
const RECORDS = decodeTokens(TOKEN);
const SIGNATURE = new Uint8Array(256).fill(0xfb);
const BASE64 = Buffer.from(SIGNATURE).toString('base64');

const read = (bytes: Uint8Array) => readSdk5Set(bytes, 't.json', nodeCrypto);

describe('a token file of the newer command line', () => {
  it('is read with all that it holds', () => {
    const signatures = [
      { username: 'admin2', role: 'admin', signature: BASE64 },
      { username: 'bob', role: 'crypto-user', signature: BASE64 },
      { username: 'carol', role: 'auditor', signature: '' },
      { username: 'dave', signature: BASE64.replaceAll('+', '-').replaceAll('/', '_') },
    ];
    const { document, token, ...set } = read(quorumFile(RECORDS, { signatures }));
    const signature = { size: 256, start: SIGNATURE };
    expect(set).toStrictEqual({
      format: 'sdk5',
      approverType: 2,
      tokenError: undefined,
      approvals: [
        { type: 2, name: 'admin2', origin: 'signatures[0]', signature, unfit: undefined },
        {
          type: 1,
          name: 'bob',
          origin: 'signatures[1]',
          signature,
          unfit: { code: 'role', role: 'crypto-user', expected: 'admin' },
        },
        {
          type: 0,
          name: 'carol',
          origin: 'signatures[2]',
          signature: { size: 0, start: new Uint8Array() },
          unfit: { code: 'role', role: 'auditor', expected: 'admin' },
        },
        {
          type: 2,
          name: 'dave',
          origin: 'signatures[3]',
          signature: { ...signature, malformed: 'url-alphabet' },
          unfit: undefined,
        },
      ],
      unread: [],
      misplaced: [],
      names: { tokens: [], signatures: [] },
      claimedApprovals: undefined,
      faults: [],
      readingsDiffer: false,
    });
    expect(document?.kind).toBe('quorum');
    const { listEnclosing, ...signed } = token ?? {};
    expect(signed).toStrictEqual(readSignedToken('t.json', TOKEN, nodeCrypto));
    expect(listEnclosing?.().map((file) => Buffer.from(file).toString())).toContain(
      quorumFile(RECORDS, { signatures }).toString(),
    );
  });

  it('asks a key’s users for their approvals', () => {
    const [record] = decodeTokens(makeToken({ service: SERVICE.useKey, keyHandle: 6, nodes: 1 }));
    if (record === undefined) throw new Error('a token has a record');
    const signatures = [{ username: 'bob', signature: BASE64 }];
    const set = read(quorumFile([record], { key_reference: '0x6', signatures }));
    expect([set.approverType, set.approvals[0]?.type, set.faults]).toEqual([1, 1, []]);
  });

  it('has signatures that stand where nobody looks for one, and nothing that is empty', () => {
    const change = { signed: BASE64, signature: '', 'x.signed': '***' };
    expect(read(quorumFile(RECORDS, change)).misplaced).toStrictEqual([
      {
        path: 'signed',
        belongs: 'signatures[].signature',
        signature: { size: 256, start: SIGNATURE },
      },
      {
        path: expect.stringContaining('x.signed'),
        belongs: 'signatures[].signature',
        signature: { size: 0, start: new Uint8Array(), malformed: 'none' },
      },
    ]);
  });

  it('has no token where something of it is malformed, and its approvals all the same', () => {
    const token = sha256(Buffer.from('x')).toString('base64');
    const signatures = [{ username: 'admin2', signature: BASE64 }, { signature: BASE64 }];
    const set = read(quorumFile(RECORDS, { token, signatures }));
    expect(set).toMatchObject({
      token: undefined,
      approverType: 2,
      faults: [
        { code: 'malformed', diagnostic: { code: 'token-digest' } },
        { code: 'malformed', diagnostic: { code: 'missing-member' } },
      ],
      approvals: [{ name: 'admin2' }, { name: '', unfit: undefined }],
    });
  });

  it.each([
    ['a log-in', mfaFile(sha256(Buffer.from('x'))), [{ code: 'other-kind', kind: 'mfa' }]],
    ['an object', Buffer.from('{}'), undefined],
    ['half an object', Buffer.from('{"version":'), undefined],
  ])('is none, and has none: %s', (_, bytes, faults) => {
    const set = read(bytes);
    expect(set).toMatchObject({
      document: undefined,
      token: undefined,
      approvals: [],
      misplaced: [],
    });
    if (faults === undefined) expect(set.faults.map(({ code }) => code)).toContain('malformed');
    else expect(set.faults).toEqual(faults);
  });
});

describe('a new token file', () => {
  it('has neither service nor key where the token has none', () => {
    const token = readSignedToken('t', TOKEN, nodeCrypto);
    const written = writeSdk5({ token: { ...token, records: [] }, approvals: [] });
    expect(JSON.parse(Buffer.from(written).toString())).toStrictEqual({
      version: '2.0',
      approval_data: Buffer.from(TOKEN).toString('base64'),
      token: Buffer.from(token.digest, 'hex').toString('base64'),
      signatures: [],
    });
  });
});
