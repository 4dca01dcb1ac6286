import { describe, expect, it } from 'vitest';
import {
  type ApprovalSet,
  readSignedToken,
  type SetApproval,
} from '../../../src/ceremony/approval-set.ts';
import {
  type CarriedSet,
  carrySet,
  requireSameSet,
} from '../../../src/ceremony/convert/carried-set.ts';
import { convertToClassic } from '../../../src/ceremony/convert/to-classic.ts';
import { readClassicSet } from '../../../src/ceremony/formats/classic.ts';
import { readSdk5Set } from '../../../src/ceremony/formats/sdk5.ts';
import { memoryFiles } from '../../../src/node/memory-files.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { readAsDevice } from '../../../src/parser/device.ts';
import { approvalText } from '../../support/approval-text.ts';
import { PUBLIC_KEY_TOKEN, PUBLIC_USER_TOKEN } from '../../support/sdk5-files.ts';
import { makeToken } from '../ceremony.ts';

const token = Uint8Array.from(makeToken());
const signatureOf = (byte: number): Uint8Array => new Uint8Array(256).fill(byte);
const files = memoryFiles({ t: token, s1: signatureOf(1), s2: signatureOf(2) });
const LINES = ['2 officer1 s1', '1 officer2 s2'];
const TEXT = approvalText('t', LINES);

describe('what is carried of a file', () => {
  const carried = {
    set: {
      token: readSignedToken('t', token, nodeCrypto),
      approvals: [
        { type: 2, name: 'officer1', signature: signatureOf(1) },
        { type: 1, name: 'officer2', signature: signatureOf(2) },
      ],
    },
  };

  it('is its token and its approvals', () => {
    expect(carrySet(readClassicSet(TEXT, files, nodeCrypto))).toStrictEqual(carried);
  });

  it('is the same where only the end of its last value is missing', () => {
    const set = readClassicSet(TEXT.subarray(0, -2), files, nodeCrypto);
    expect(set.faults).toEqual([{ code: 'value-not-ended' }]);
    expect(carrySet(set)).toStrictEqual(carried);
  });

  it('is nothing of a file with a fault of another kind, were there another one before it', () => {
    const set = readClassicSet(TEXT, files, nodeCrypto);
    const { error } = readAsDevice(Buffer.from(''));
    if (error === null) throw new Error('the tool stops at an empty file');
    const fault = { code: 'device-error', error } as const;
    expect(carrySet({ ...set, faults: [{ code: 'no-approvals' }, fault] })).toEqual({
      refusal: fault,
    });
  });
});

describe('a new file', () => {
  const approvals: readonly SetApproval[] = [1, 2].map((n) => ({
    type: 2,
    name: `officer${n}`,
    origin: `s${n}`,
    signature: { size: 256, start: signatureOf(n) },
    unfit: undefined,
  }));
  const read: ApprovalSet = { ...readClassicSet(TEXT, files, nodeCrypto), approvals };
  const written: CarriedSet = {
    token: readSignedToken('elsewhere', token, nodeCrypto),
    approvals: [1, 2].map((n) => ({ type: 2, name: `officer${n}`, signature: signatureOf(n) })),
  };
  const [first, second] = approvals as [SetApproval, SetApproval];

  it('is taken where it is read as what it was made of', () => {
    expect(() => requireSameSet(written, read)).not.toThrow();
  });

  it.each<[string, Partial<ApprovalSet>]>([
    ['no token', { token: undefined }],
    ['another token', { token: readSignedToken('elsewhere', makeToken({ nonce: 9 }), nodeCrypto) }],
    ['no approvals', { approvals: [] }],
    ['an approval too few', { approvals: [first] }],
    ['an approval too many', { approvals: [first, second, second] }],
    ['approvals in another order', { approvals: [second, first] }],
    ['another type', { approvals: [first, { ...second, type: 1 }] }],
    ['another name', { approvals: [first, { ...second, name: 'Officer2' }] }],
    ['no signature', { approvals: [first, { ...second, signature: undefined }] }],
    ["another's signature", { approvals: [first, { ...second, signature: first.signature }] }],
  ])('is a bug where it is read with %s', (_, change) => {
    expect(() => requireSameSet(written, { ...read, ...change })).toThrow(
      'the new file is read otherwise than it was written',
    );
  });
});

describe("the guide's files", () => {
  it.each([
    ['admin', PUBLIC_USER_TOKEN],
    ['crypto_user', PUBLIC_KEY_TOKEN],
  ])('lose nothing as classic ones: of %s', (user, file) => {
    const set = readSdk5Set(Buffer.from(file), 't.json', nodeCrypto);
    const bytes = Buffer.from(
      `Multi Token File Path = ${user}.token;\nToken File Path = ;\n\nNumber of Approvals = 0;\n`,
    );
    expect(convertToClassic(set, {}, nodeCrypto)).toEqual({
      ok: true,
      files: [
        {
          is: 'token',
          name: `${user}.token`,
          bytes: Uint8Array.from(Buffer.from(JSON.parse(file).approval_data, 'base64')),
        },
        { is: 'approval file', name: 'approval.txt', bytes: Uint8Array.from(bytes) },
      ],
      dropped: [],
    });
  });
});
