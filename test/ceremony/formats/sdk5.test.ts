import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readApprovalSet } from '../../../src/ceremony/formats/index.ts';
import { readStatus } from '../../../src/ceremony/status.ts';
import { memoryFiles } from '../../../src/node/memory-files.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { readRosterFolder } from '../../../src/node/roster-folder.ts';
import { takeKey } from '../../support/keys.ts';
import { PUBLIC_KEY_TOKEN, PUBLIC_USER_TOKEN } from '../../support/sdk5-files.ts';

let folder: string;

/** Signs as the AWS CloudHSM user guide says, with the machine's openssl. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-sdk5-'));
  const { token } = JSON.parse(PUBLIC_USER_TOKEN);
  writeFileSync(join(folder, 't.bin'), Buffer.from(token, 'base64'));
  for (const name of ['admin2', 'admin3']) {
    const { privatePem, publicPem } = takeKey(name);
    writeFileSync(join(folder, `${name}.key`), privatePem);
    writeFileSync(join(folder, `${name}.pub`), publicPem);
    const sign = ['-sign', '-inkey', `${name}.key`, '-pkeyopt', 'digest:sha256'];
    openssl('pkeyutl', ...sign, '-in', 't.bin', '-out', `${name}.sig`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function openssl(...words: string[]): void {
  execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
}

function signatureOf(name: string): string {
  return readFileSync(join(folder, `${name}.sig`)).toString('base64');
}

interface Entry {
  readonly username: string;
  readonly role?: string;
  readonly signature: string;
}

function statusOf(signatures: readonly Entry[], change: object = {}, file = PUBLIC_USER_TOKEN) {
  const text = JSON.stringify({ ...JSON.parse(file), signatures, ...change });
  const roster = readRosterFolder('.', folder);
  const options = { path: 't.json', files: memoryFiles({}) };
  const set = readApprovalSet(Buffer.from(text), options, nodeCrypto);
  expect(set.format).toBe('sdk5');
  return readStatus(set, { roster, required: 2 }, nodeCrypto);
}

describe('readStatus of a token file of the newer command line', () => {
  it('counts what openssl pkeyutl signed', () => {
    const status = statusOf([
      { username: 'admin2', role: 'admin', signature: signatureOf('admin2') },
      { username: 'ADMIN3', signature: signatureOf('admin3') },
    ]);
    expect(status).toMatchObject({ right: 2, reached: true, refusals: [] });
  });

  it.each<[string, (right: string) => Partial<Entry>, object]>([
    [
      'line ends',
      (right) => ({ signature: right.replace(/(.{76})/g, '$1\n') }),
      { code: 'base64-blanks' },
    ],
    [
      'the URL alphabet',
      (right) => ({ signature: Buffer.from(right, 'base64').toString('base64url') }),
      { code: 'base64-url' },
    ],
    [
      'hex',
      (right) => ({ signature: Buffer.from(right, 'base64').toString('hex') }),
      { code: 'hex-text' },
    ],
    [
      'base64 twice',
      (right) => ({ signature: Buffer.from(right).toString('base64') }),
      { code: 'base64-text' },
    ],
    ['no base64', () => ({ signature: '*'.repeat(344) }), { code: 'not-base64' }],
    ['nothing', () => ({ signature: '' }), { code: 'empty' }],
  ])('tells %s from a signature', (_, change, cause) => {
    const right = signatureOf('admin2');
    const status = statusOf([{ username: 'admin2', signature: right, ...change(right) }]);
    expect(status.approvals[0]).toMatchObject({ state: 'wrong', wrong: { causes: [cause] } });
    expect(status.reached).toBe(false);
  });

  it('does not count another role, and whoever comes twice only once', () => {
    const signature = signatureOf('admin2');
    const [role, first, second] = statusOf([
      { username: 'admin2', role: 'crypto-user', signature },
      { username: 'admin2', signature },
      { username: 'Admin2', signature },
    ]).approvals;
    expect([role, first, second]).toMatchObject([
      { state: 'refused', reason: { code: 'role', expected: 'admin' } },
      { state: 'right' },
      { state: 'refused', reason: { code: 'repeated-name' } },
    ]);
  });

  it('takes the approvals of crypto users for a key', () => {
    const [approval] = statusOf(
      [{ username: 'admin2', role: 'admin', signature: signatureOf('admin2') }],
      {},
      PUBLIC_KEY_TOKEN,
    ).approvals;
    expect(approval).toMatchObject({ reason: { code: 'role', expected: 'crypto-user' } });
  });

  it("finds the guide's own two signatures wrong: they are one and the same", () => {
    const signature = Buffer.alloc(256, 0x3b).toString('base64');
    const status = statusOf(['admin2', 'admin3'].map((username) => ({ username, signature })));
    expect(status).toMatchObject({ right: 0, reached: false });
  });

  it('counts nothing in a file that is not what it should be', () => {
    const entries = [{ username: 'admin2', signature: signatureOf('admin2') }];
    const status = statusOf(entries, { token: Buffer.alloc(32).toString('base64') });
    expect(status).toMatchObject({
      right: 0,
      reached: false,
      refusals: [{ code: 'malformed', diagnostic: { code: 'token-digest' } }],
    });
    expect(statusOf([], { tokens: [{ unsigned: 'AA==' }] }).refusals).toContainEqual({
      code: 'other-kind',
      kind: 'mfa',
    });
  });
});
