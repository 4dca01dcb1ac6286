import { describe, expect, it } from 'vitest';
import { SERVICES } from '../../src/token/service.ts';
import { makeToken } from '../ceremony/ceremony.ts';
import { runCommand } from '../support/run-command.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_KEY_TOKEN,
  PUBLIC_USER_TOKEN,
  registrationFile,
  sha256,
} from '../support/sdk5-files.ts';

const show = (stdin: string | Uint8Array, ...options: string[]) =>
  runCommand(['token', 'show', '-', ...options], { stdin, now: (0x63e6_f6de + 94) * 1000 });

async function showJson(file: string | Uint8Array) {
  const { code, stdout, stderr } = await show(file, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('mofn token show of the files of the newer command line', () => {
  it('tells whose token the guide shows, and for which key', async () => {
    const user = await show(PUBLIC_USER_TOKEN);
    expect(user.stdout).toContain('standard input: quorum token of admin\n');
    expect(user.stdout).toContain('  nodes:      24: id 1, nonce ');
    expect(user.stdout).toContain(', 1 minute 34 seconds ago\n  validity:   506 s left\n');
    expect(user.stdout).toContain('  signatures: none yet\n');
    const key = await showJson(PUBLIC_KEY_TOKEN);
    expect(key).toMatchObject({
      format: 'sdk5',
      kind: 'quorum',
      service: 5,
      keyService: 'key-usage',
      keyReference: '0x0000000000680006',
      warnings: [],
    });
  });

  it('warns of what no tool looks at', async () => {
    const file = { ...JSON.parse(PUBLIC_USER_TOKEN), signed: 'AAAA' };
    expect((await show(JSON.stringify(file))).stdout).toContain(
      '  careful:    found a signature in "signed", where none is looked for',
    );
    expect((await showJson(JSON.stringify(file))).warnings.length).toBeGreaterThan(0);
  });

  it('tells what a registration is over', async () => {
    const data = Buffer.from('challenge 1');
    const { code, stdout } = await show(registrationFile(data));
    expect(code).toBe(0);
    expect(stdout).toBe(`standard input: a registration file of the newer command line
  format:     JSON of the newer command line
  tokens[0].unsigned: not signed yet
    SHA-256:  ${sha256(data).toString('hex')}
    data:     "challenge 1" (11 bytes)
`);
    expect(await showJson(registrationFile(data))).toMatchObject({
      kind: 'registration',
      entries: [{ path: 'tokens[0].unsigned', data: data.toString('hex'), signed: false }],
      warnings: [],
    });
  });

  it('shows no token that is dressed up as a registration', async () => {
    const { code, stdout, stderr } = await show(registrationFile(makeToken()));
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(
      'should be data of a registration, and is a quorum token of 2 records',
    );
  });

  it.each([
    ['mfa', mfaFile(Buffer.alloc(32, 1), Buffer.alloc(32, 2)), 'tokens[1].unsigned'],
    ['authdata', authDataFile(Buffer.alloc(32, 1), Buffer.alloc(32, 2)), 'Data[1].Digest'],
  ])(
    'tells that the digests of a log-in show nothing of what they are: %s',
    async (kind, file, path) => {
      const { code, stdout } = await show(file);
      expect(code).toBe(0);
      expect(stdout).toContain(`  ${path}: not signed yet\n    SHA-256:  ${'02'.repeat(32)}\n`);
      expect(stdout).toContain('careful:    a digest does not show what it is of');
      const answer = await showJson(file);
      expect(answer).toMatchObject({ format: 'sdk5', kind });
      expect(answer.entries).toHaveLength(2);
    },
  );

  it.each(SERVICES)('names the service $name', async ({ number, name, sdk5 }) => {
    const data = makeToken({ service: number });
    const file = {
      version: '2.0',
      ...(sdk5 && { service: sdk5.name }),
      ...(sdk5?.name.startsWith('key-') === true && { key_reference: '0x0000000000000000' }),
      approval_data: data.toString('base64'),
      token: sha256(data).toString('base64'),
      signatures: [],
    };
    const shown = await showJson(JSON.stringify(file));
    expect(shown).toMatchObject({ service: number, serviceName: name });
    expect(shown.keyService).toBe(sdk5?.name);
  });

  it('shows nothing of a file that is not sound', async () => {
    const file = { ...JSON.parse(PUBLIC_USER_TOKEN), approval_data: 'AAAA' };
    const { code, stdout, stderr } = await show(JSON.stringify(file));
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('it is no sound file of the newer command line');
  });
});
