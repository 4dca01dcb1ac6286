import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';
import { runCommand } from '../support/run-command.ts';

const MADE = 1_516_067_379;

function token(...changes: Partial<TokenRecord>[]): Uint8Array {
  return encodeTokens(
    changes.map((change, index) => ({
      id: 1,
      service: 3,
      node: changes.length - 1 - index,
      keyHandle: 0,
      nonce: new Uint8Array(16).fill(index + 1),
      user: 'officer1',
      created: MADE,
      ...change,
    })),
  );
}

const bytes = token({}, {});
const digest = createHash('sha256').update(bytes).digest();
const show = (stdin: Uint8Array, now = MADE + 94, ...options: string[]) =>
  runCommand(['token', 'show', '-', ...options], { stdin, now: now * 1000 });

describe('mofn token show', () => {
  it('tells an officer what the token is', async () => {
    const { code, stdout, stderr } = await show(bytes);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`standard input: quorum token of officer1
  format:     classic
  service:    3 (USER_MGMT): allows any one createUser, deleteUser or changePswd of another user
  operation:  the token names none; whoever approves it approves any that its service covers
  nodes:      1: id 1, nonce ${'01'.repeat(16)}
              0: id 1, nonce ${'02'.repeat(16)}
  made:       2018-01-16T01:49:39Z, 1 minute 34 seconds ago
  validity:   506 s left
  SHA-256:    ${digest.toString('hex')}
`);
  });

  it('tells a script the same', async () => {
    const { stdout } = await show(bytes, MADE + 94, '--json');
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      file: '-',
      format: 'classic',
      user: 'officer1',
      service: 3,
      serviceName: 'USER_MGMT',
      allows: 'any one createUser, deleteUser or changePswd of another user',
      namesOperation: false,
      sha256: digest.toString('hex'),
      records: [1, 0].map((node, index) => ({
        id: 1,
        service: 3,
        node,
        keyHandle: 0,
        nonce: `0${index + 1}`.repeat(16),
        user: 'officer1',
        created: '2018-01-16T01:49:39Z',
      })),
      ageSeconds: 94,
      validitySeconds: 506,
      signatures: [],
      warnings: [],
    });
  });

  it('reads the file of the newer command line', async () => {
    const file = JSON.stringify({
      version: '2.0',
      approval_data: Buffer.from(bytes).toString('base64'),
      token: digest.toString('base64'),
      signatures: [
        { username: 'officer2', signature: Buffer.alloc(256).toString('base64') },
        { username: 'officer\u001b[2J', signature: 'AAAA' },
        { username: 'officer3', signature: '' },
      ],
    });
    const { code, stdout } = await show(Buffer.from(file));
    expect(code).toBe(0);
    expect(stdout).toContain('format:     JSON of the newer command line');
    expect(stdout).toContain('signatures: officer2, officer\\x1b[2J (not checked)\n');
    expect(stdout).toContain(`SHA-256:    ${digest.toString('hex')}\n`);
  });

  it.each<[number, RegExp, RegExp]>([
    [MADE - 3600, /1 hour in the future: this clock and the HSM's differ/, /600 s left/],
    [MADE + 600, /10 minutes ago/, /0 s left; it can still be used/],
    [MADE + 315_576_000, /3652 days 12 hours ago/, /0 s left/],
  ])('at %d', async (now, age, validity) => {
    const { stdout } = await show(bytes, now);
    expect(stdout).toMatch(age);
    expect(stdout).toMatch(validity);
  });

  it('warns of what no HSM makes', async () => {
    const { code, stdout } = await show(
      token({}, { user: 'mallory', service: 4, node: 1 }),
      MADE,
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout).warnings).toEqual([
      'its records are of several users: officer1, mallory',
      'its records are for several services: 3, 4',
      'it has several records of one node, and signing it would approve all of them',
    ]);
  });

  it('shows a time that no calendar has', async () => {
    const { stdout } = await show(token({ created: 2 ** 52 }));
    expect(stdout).toContain(`made:       ${2 ** 52} s after 1970, `);
  });

  it.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(0), 'error: standard input: the token file is empty\n'],
    [
      'cut',
      bytes.subarray(1),
      'error: standard input: token file has 159 bytes, expected a multiple of 80\n',
    ],
    [
      'random',
      Buffer.alloc(80, 0xee),
      'error: standard input: record 1 of the token file is not a quorum token: ',
    ],
  ])('ends with 3 and nothing on stdout: %s', async (_, stdin, message) => {
    const { code, stdout, stderr } = await show(stdin);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(message);
  });
});
