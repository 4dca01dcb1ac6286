import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  checkApprovals,
  collectApprovals,
  findApprover,
  isApprovalFile,
} from '../../src/ceremony/collect.ts';
import type { SignedApprovals } from '../../src/ceremony/combine.ts';
import { readClassicSet } from '../../src/ceremony/formats/classic.ts';
import { memoryFiles } from '../../src/node/memory-files.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { approvalText } from '../support/approval-text.ts';
import { makeOfficer, makeToken, type Officer, rosterOf } from './ceremony.ts';

const officer1 = makeOfficer('officer1');
const officer2 = makeOfficer('officer2');
const roster = rosterOf(officer1, officer2);
const token = Uint8Array.from(makeToken());
const signBy = ({ privateKey }: Officer, message: Uint8Array): Uint8Array =>
  Uint8Array.from(sign('sha256', message, privateKey));
const s1 = signBy(officer1, token);
const s2 = signBy(officer2, token);

function readSet(text: string | Uint8Array, more: Readonly<Record<string, Uint8Array>> = {}) {
  return readClassicSet(Buffer.from(text), memoryFiles({ t: token, s1, s2, ...more }), nodeCrypto);
}

describe('an approval file', () => {
  it.each([
    ['a header alone', 'Token File Path = ;', true],
    ['whole', approvalText('t', ['2 officer1 s1']), true],
    ['nothing', '', false],
    ['a comment', '# Token File Path', false],
    ['a field of another file', 'Ticket = 7;', false],
    ['a signature', s1, false],
  ])('is known by its fields: %s', (_, file, expected) => {
    expect(isApprovalFile(Buffer.from(file))).toBe(expected);
  });
});

describe('collecting', () => {
  const lines = ['2 officer1 s1', '1 officer2 s2'];

  it('takes the approvals as the file has them, with their signatures', () => {
    const set = readSet(approvalText('t', lines));
    expect(collectApprovals(set, { source: 'a.txt' })).toStrictEqual({
      ok: true,
      approvals: {
        source: 'a.txt',
        token,
        multiTokenFilePath: 't',
        tokenFilePath: '',
        approvers: [
          { type: 2, name: 'officer1', file: 's1', signature: s1 },
          { type: 1, name: 'officer2', file: 's2', signature: s2 },
        ],
      },
    });
  });

  it('names files by other paths, and no file that is not named', () => {
    const pathFor = (path: unknown): string => `../${path}`;
    const text = approvalText('t', lines.slice(0, 1)).toString('latin1');
    const single = text.replace('\nToken File Path = ;', '\nToken File Path = one;');
    const pathsOf = (file: string) => {
      const set = readSet(file, { one: token.subarray(0, 80) });
      const collected = collectApprovals(set, { source: 'a.txt', pathFor });
      if (!collected.ok) throw new Error(collected.refusal.code);
      const { multiTokenFilePath, tokenFilePath, approvers } = collected.approvals;
      return [multiTokenFilePath, tokenFilePath, ...approvers.map(({ file }) => file)];
    };
    expect(pathsOf(text)).toEqual(['../t', '', '../s1']);
    expect(pathsOf(single)).toEqual(['../t', '../one', '../s1']);
  });

  it('leaves what stands behind the 256 bytes that the tool reads', () => {
    const set = readSet(approvalText('t', ['2 officer1 long']), {
      long: Buffer.concat([s1, Buffer.of(10)]),
    });
    const collected = collectApprovals(set, { source: 'a.txt' });
    expect(collected.ok && collected.approvals.approvers).toEqual([
      { type: 2, name: 'officer1', file: 'long', signature: s1 },
    ]);
  });

  it('refuses a file at which the tool stops, and one that it reads otherwise', () => {
    const stopped = readSet(approvalText('t', ['2 officer1 s1', '2 officer2 gone']));
    expect(collectApprovals(stopped, { source: 'a.txt' })).toStrictEqual({
      ok: false,
      refusal: { code: 'device-error', error: { code: 'cannot-open', path: 'gone' } },
    });
    const other = approvalText('t', lines).toString('latin1').replace('= 2;', '= 1;');
    expect(collectApprovals(readSet(other), { source: 'a.txt' })).toStrictEqual({
      ok: false,
      refusal: { code: 'readings-differ' },
    });
  });

  it('takes a file without approvals, which has a fault of another kind', () => {
    const collected = collectApprovals(readSet(approvalText('t', [])), { source: 'a.txt' });
    expect(collected.ok && collected.approvals.approvers).toEqual([]);
  });
});

describe('looking whose a signature is', () => {
  it('finds the officer, and else says what it is', () => {
    const find = (signature: Uint8Array) =>
      findApprover(signature, token, { roster, nearby: [] }, nodeCrypto);
    expect(find(s2)).toStrictEqual({ name: 'officer2' });
    const twice = signBy(officer1, nodeCrypto.sha256(token));
    expect(find(twice)).toMatchObject({
      wrong: { causes: [{ code: 'hashed-twice' }], signer: 'officer1' },
    });
  });

  it('takes each approval for its officer’s alone', () => {
    const approver = (name: string, signature: Uint8Array) => ({
      type: 2,
      name,
      file: `${name}.sig`,
      signature,
    });
    const approvals: SignedApprovals = {
      token,
      multiTokenFilePath: 't',
      tokenFilePath: '',
      approvers: [
        approver('officer1', s1),
        approver('OFFICER2', s1),
        approver('officer9', s1),
        approver('nobody', s2),
      ],
    };
    const checked = checkApprovals(approvals, { roster, nearby: [] }, nodeCrypto);
    expect(checked).toMatchObject({
      unchecked: ['officer9', 'nobody'],
      wrong: [
        {
          name: 'OFFICER2',
          file: 'OFFICER2.sig',
          wrong: { causes: [{ code: 'another-officer' }], signer: 'officer1' },
        },
      ],
    });
  });

  it('knows what a hash of the token is called that was signed with its path', () => {
    const line = `${Buffer.from(nodeCrypto.sha256(token)).toString('hex')}  folder/t\n`;
    const signature = signBy(officer1, Buffer.from(line));
    const approvals: SignedApprovals = {
      token,
      multiTokenFilePath: 'folder/t',
      tokenFilePath: '',
      approvers: [{ type: 2, name: 'officer1', file: 's1', signature }],
    };
    const { wrong } = checkApprovals(approvals, { roster, nearby: [] }, nodeCrypto);
    expect(wrong.map((one) => one.wrong.causes.map(({ code }) => code))).toEqual([['digest-text']]);
  });
});
