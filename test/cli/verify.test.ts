import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = makeOfficerFolder();
  const signature = readFileSync(path('officer1.token.sig1'));
  writeFileSync(path('long.sig'), Buffer.concat([signature, Buffer.from('\n')]));
  writeFileSync(path('short.sig'), signature.subarray(1));
  writeFileSync(path('empty.sig'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (words: string): Promise<CommandRun> => runCommand(words.split(' '), { cwd: folder });

describe('mofn verify', () => {
  it.each(['officer1.pub', 'officer1.key'])('with %s', async (key) => {
    const { code, stdout } = await run(`verify officer1.token -s officer1.token.sig1 -k ${key}`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `right: the signature is by ${key}\n` });
  });

  it.each([
    ['officer1.token -s officer1.token.sig2 -k officer1.pub', 'not by officer1.pub'],
    ['officer1.pub -s officer1.token.sig1 -k officer1.pub', 'over something else'],
    [
      'officer1.token -s long.sig -k officer1.pub',
      'has 257 bytes, and one by officer1.pub has 256',
    ],
    ['officer1.token -s short.sig -k officer1.pub', 'has 255 bytes'],
    ['officer1.token -s empty.sig -k officer1.pub', 'has 0 bytes'],
  ])('tells what is wrong: %s', async (words, reason) => {
    const { code, stdout } = await run(`verify ${words}`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^wrong: /);
    expect(stdout).toContain(reason);
  });

  it('finds whose it is', async () => {
    const { code, stdout } = await run('verify officer1.token -s officer1.token.sig2 -k roster');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'right: the signature is by officer2\n' });
    const none = await run('verify officer1.pub -s officer1.token.sig2 -k roster --json');
    expect(none.code).toBe(1);
    expect(JSON.parse(none.stdout)).toMatchObject({
      schemaVersion: 1,
      verified: false,
      officer: null,
      reason: 'the signature is by none of officer1, officer2, officer3, or is over something else',
    });
    const long = Buffer.concat([
      readFileSync(join(folder, 'officer1.token.sig2')),
      Buffer.from('\n'),
    ]);
    writeFileSync(join(folder, 'long'), long);
    const wrong = await run('verify officer1.token -s long -k roster');
    expect(wrong.stdout).toBe(
      'wrong: the signature has 257 bytes, and none by officer1, officer2, officer3 has so many\n',
    );
  });

  const openssl = requireProgram('openssl');
  describe.skipIf(!openssl.has)(`--explain ${openssl.label}`, () => {
    beforeAll(() => {
      for (const args of [
        'req -x509 -key officer1.key -subj /CN=officer1 -out officer1.crt',
        'x509 -in officer1.crt -outform DER -out officer1.der',
        'rsa -in officer1.key -RSAPublicKey_out -out officer1.rsapub',
      ]) {
        execFileSync('openssl', args.split(' '), { cwd: folder, stdio: 'ignore' });
      }
    });

    it.each([
      'officer1.pub',
      'officer1.key',
      'officer1.crt',
      'officer1.der',
      'officer1.rsapub',
      'roster',
    ])('prints commands that work, for %s', async (key) => {
      const { code, stdout } = await run(
        `verify officer1.token -s officer1.token.sig1 -k ${key} --explain`,
      );
      expect(code).toBe(0);
      const script = stdout.split('\n').slice(1).join('\n');
      const output = execFileSync('bash', ['-c', script], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const [size, answer, digests = ''] = output.split('\n');
      expect([size, answer]).toEqual(['256', 'Verified OK']);
      expect(digests.slice(0, 64)).toBe(digests.slice(64, 128));
    });
  });
});
