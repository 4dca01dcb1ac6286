import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeToken } from '../ceremony/ceremony.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const CA = '0x0000000000680006';
const DATA = 'the certificate request';
const DIGEST = createHash('sha256').update(DATA).digest('hex');
const SIGN = `crypto sign ecdsa --hash-function sha384 --key-filter key-reference=0x680006`;

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-request-key-'));
  writeFileSync(at('data.bin'), DATA);
  writeFileSync(at('use.token'), makeToken({ user: 'ca1', service: 5, keyHandle: 0x680006 }));
  writeFileSync(at('manage.token'), makeToken({ user: 'ca1', service: 6, keyHandle: 0x680006 }));
  writeFileSync(at('other.token'), makeToken({ user: 'ca1', service: 5, keyHandle: 0x680007 }));
  const mixed = [0x680006, 0x680007].map((keyHandle) =>
    makeToken({ user: 'ca1', service: 5, keyHandle }),
  );
  writeFileSync(at('mixed.token'), Buffer.concat(mixed));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...words: readonly string[]): Promise<CommandRun> =>
  runCommand(words, { cwd: folder, now: 1_700_000_000_000 });

const requestNew = (token: string, operation: string, ...more: readonly string[]) =>
  run('request', 'new', '--token', token, '--operation', operation, ...more);

describe('a request for a signature with a key', () => {
  it('has the key of the token, and the digest of the data', async () => {
    const out = ['--out', 'request.json'];
    const { code, stderr } = await requestNew('use.token', `${SIGN} --data-path data.bin`, ...out);
    expect(code).toBe(0);
    expect(stderr).toContain(`key        ${CA}\ndata       SHA-256 ${DIGEST}, 23 bytes\n`);
    const shown = await run('request', 'show', 'request.json', '--json');
    expect(JSON.parse(shown.stdout).request).toMatchObject({
      key: CA,
      data: { sha256: DIGEST, bytes: 23 },
    });
  });

  it('takes the data from another file, or from the operation itself', async () => {
    const elsewhere = `${SIGN} --data-path /on/the/other/machine`;
    const named = await requestNew('use.token', elsewhere, '--data', 'data.bin');
    expect(named.stderr).toContain(`SHA-256 ${DIGEST}, 23 bytes`);
    const base64 = Buffer.from(DATA).toString('base64');
    const inWords = await requestNew('use.token', `${SIGN} --data ${base64}`);
    expect(inWords.stderr).toContain(`SHA-256 ${DIGEST}, 23 bytes`);
  });

  it('says where nobody has shown the data', async () => {
    const { code, stderr } = await requestNew('use.token', `${SIGN} --data-path nowhere.bin`);
    expect(code).toBe(0);
    expect(stderr).toContain('warning: the request does not say which data: they are not at hand');
    expect(stderr).toContain(
      'data       nobody has said which: whatever is there by then will be signed\n',
    );
    const missing = await requestNew('use.token', SIGN, '--data', 'nowhere.bin');
    expect(missing.code).toBe(3);
    const none = await requestNew(
      'manage.token',
      'key share --filter attr.label=ca --username bob --role crypto-user',
      '--data',
      'data.bin',
    );
    expect([none.code, none.stderr]).toEqual([
      2,
      'error: --data is of what a key is to sign, and the operation signs nothing\n',
    ]);
  });

  it('is none where the operation names another key than the token', async () => {
    const { code, stderr } = await requestNew('other.token', `${SIGN} --data-path data.bin`);
    expect(code).not.toBe(0);
    expect(stderr).toContain(
      `the token is for the key "0x0000000000680007", and the operation names "${CA}"`,
    );
    const mixed = await requestNew('mixed.token', `${SIGN} --data-path data.bin`);
    expect(mixed.stderr).toContain('the records of the token are for several keys: ');
  });

  it('is bound to a token of the key that the draft names', async () => {
    const draft = await run(
      ...['request', 'new', '--requester', 'ca1', '--service', '5', '--out', 'draft.json'],
      ...['--operation', `${SIGN} --data-path data.bin`],
    );
    expect(draft.code).toBe(0);
    const wrong = await run('request', 'bind', 'draft.json', '--token', 'other.token');
    expect(wrong.stderr).toContain(`and the operation names "${CA}"`);
    const bound = await run('request', 'bind', 'draft.json', '--token', 'use.token');
    expect(bound.stderr).toContain(`key        ${CA}\ndata       SHA-256 ${DIGEST}, 23 bytes\n`);
  });

  it('names the key in either of the filters of key wrap', async () => {
    const wrap = (payload: string, wrapping: string) =>
      requestNew(
        'manage.token',
        `key wrap aes-gcm --payload-filter ${payload} --wrapping-filter ${wrapping} --tag-length-bits 128`,
      );
    for (const [payload, wrapping, isAbout] of [
      ['key-reference=6815750', 'key-reference=0x1', true],
      ['key-reference=0x1', 'key-reference=0x00680006', true],
      ['attr.label=a', 'key-reference=0x1', true],
      ['key-reference=0x2', 'key-reference=0x1', false],
    ] as const) {
      expect((await wrap(payload, wrapping)).code === 0, `${payload} ${wrapping}`).toBe(isAbout);
    }
  });
});
