/**
 * The quorum chapter as people do it: every step a process of its own, officers that sign with the real
 * openssl, and an approval file written in an editor.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireProgram } from '../support/requirements.ts';

const BIN = fileURLToPath(new URL('../../bin', import.meta.url));
const DOCUMENTED = fileURLToPath(new URL('../golden/approval-file.txt', import.meta.url));
const openssl = requireProgram('openssl');

describe.skipIf(!openssl.has)(`the chapter by hand ${openssl.label}`, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-by-hand-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function mofn(...words: readonly string[]): string {
    return execFileSync(process.execPath, [join(BIN, 'mofn'), ...words], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  /** A console of its own for one officer. @returns what it prints between log-in and quit */
  function officer(number: number, ...lines: readonly string[]): string {
    const logIn = `loginHSM CO officer${number} password`;
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(BIN, 'cloudhsm_mgmt_util'), 'hsm/cloudhsm_mgmt_util.cfg'],
      { cwd: folder, encoding: 'utf8', input: `${[logIn, ...lines, 'quit'].join('\n')}\n` },
    );
    expect(status).toBe(0);
    const loggedIn = 'loginHSM success on server 1(10.0.1.4)\n';
    return stdout.slice(stdout.indexOf(loggedIn) + loggedIn.length);
  }

  function runOpenssl(...words: readonly string[]): void {
    execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' });
  }

  it('ends with one user created, and the token spent', () => {
    mofn('hsm', 'init', 'hsm', '--officers', '2');
    for (const number of [1, 2]) {
      runOpenssl(
        'genrsa',
        '-aes256',
        '-passout',
        'pass:test',
        '-out',
        `officer${number}.key`,
        '2048',
      );
      const register = `registerMofnPubKey CO key_match_string officer${number} officer${number}.key`;
      expect(officer(number, register, 'y', 'test')).toContain(
        'registerMofnPubKey success on server 1(10.0.1.4)\n',
      );
    }
    officer(1, 'setMValue 3 2', 'y');
    expect(officer(1, 'createUser CU user1 password', 'y', 'A')).toContain('RET_MXN_AUTH_FAILED');
    expect(officer(1, 'getToken 3 officer1 officer1.token')).toContain('Node:0\n');
    for (const number of [1, 2]) {
      runOpenssl(
        'dgst',
        '-sha256',
        '-sign',
        `officer${number}.key`,
        '-passin',
        'pass:test',
        '-out',
        `officer1.token.sig${number}`,
        'officer1.token',
      );
    }
    copyFileSync(DOCUMENTED, join(folder, 'approval.txt'));
    expect(officer(1, 'approveToken approval.txt')).toContain(
      'approveToken success on server 1(10.0.1.4)\n',
    );
    expect(officer(1, 'listTokens')).toContain('Current num of approvals : 2\n');
    expect(officer(1, 'createUser CU user1 password', 'y')).not.toContain('failed:');
    expect(officer(1, 'deleteUser CU user1', 'I', 'I')).toContain(
      'deleteUser failed: RET_MXN_AUTH_FAILED\n',
    );
    expect(officer(2, 'listTokens', 'listUsers')).toMatch(/Num of tokens = 0[\s\S]*CU +user1 /);
  });
});
