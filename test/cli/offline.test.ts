import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { howMany, sample } from '../support/how-many.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';

const sshKeygen = requireProgram('ssh-keygen');
const openssl = requireProgram('openssl');

/** Officers sign on machines with no network: bin/ and dist/ are all that is carried there. */
describe('bin and dist alone, with no node_modules', () => {
  let program: string;
  let folder: string;

  beforeAll(() => {
    program = mkdtempSync(join(tmpdir(), 'mofn-offline-'));
    cpSync('bin', join(program, 'bin'), { recursive: true });
    mkdirSync(join(program, 'dist'));
    cpSync('dist/cli', join(program, 'dist', 'cli'), { recursive: true, dereference: true });
    folder = makeOfficerFolder();
  });
  afterAll(() => {
    for (const path of [program, folder]) rmSync(path, { recursive: true, force: true });
  });

  function run(...words: string[]): { code: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(program, 'bin/mofn'), ...words],
      { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'], PASS: 'secret' } },
    );
    return { code: status, stdout, stderr };
  }

  const LINES = [
    'sign officer1.token --key officer1.key --out signed',
    'sign officer1.token approval.txt --key officer1.key --out-dir roster',
    'dgst -sha256 -sign officer1.key -out digested officer1.token',
    'dgst -sha256 -verify officer1.pub -signature officer1.token.sig1 officer1.token',
    'verify officer1.token -s officer1.token.sig1 -k officer1.pub',
    'verify officer1.token -s officer1.token.sig1 -k roster --explain --json',
    'token show officer1.token',
    'digest words officer1.token',
    'approval lint approval.txt',
    'approval lint approval.txt --format sarif',
    'approval show approval.txt --as device --json',
    'approval fmt approval.txt',
    'approval status approval.txt --roster roster',
    'approval new --token officer1.token --approver officer1=officer1.token.sig1',
    'approval set approval.txt --token officer1.token',
    'approval combine approval.txt --roster roster',
    'approval convert approval.txt --to sdk5',
    'policy lint payment.toml',
    'policy check payment.json --set approval.txt',
    'ceremony lint ceremony.toml',
    'ceremony run ceremony.toml --dir rehearsed --rehearse --quiet',
    'key new --out new.key --passout env:PASS',
    'key show officer1.pub',
    'key public officer1.key',
    'key register-token officer9 --key officer1.key',
    '--help',
    'sign --help',
    '--version',
  ];

  it.each(sample(LINES, howMany(8, LINES.length)))('%s', (words) => {
    const { code, stderr } = run(...words.split(' '));
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('gives the same signature by both ways', () => {
    run(...'sign officer1.token --key officer1.key --out a'.split(' '));
    run(...'dgst -sign officer1.key -out b officer1.token'.split(' '));
    expect(readFileSync(join(folder, 'a'))).toEqual(readFileSync(join(folder, 'b')));
  });

  it.skipIf(!openssl.has)(`opens what it needs forge for ${openssl.label}`, () => {
    execFileSync(
      'openssl',
      [
        ...['pkcs12', '-export', '-legacy', '-nocerts', '-inkey', 'officer1.key'],
        ...['-passout', 'pass:secret', '-out', 'old.p12'],
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    expect(run('key', 'show', 'old.p12', '--passin', 'env:PASS').code).toBe(0);
  });

  it.skipIf(!sshKeygen.has)(`opens an encrypted OpenSSH key ${sshKeygen.label}`, () => {
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-N', 'secret', '-f', 'ssh'], {
      cwd: folder,
    });
    expect(run('key', 'show', 'ssh', '--passin', 'env:PASS').code).toBe(0);
  });

  it('says what is missing where a PKCS#11 token is named', () => {
    const uri = 'pkcs11:token=t?module-path=/nowhere.so';
    const { code, stderr } = run('sign', 'officer1.token', '--signer', uri, '-o', 'c');
    expect(code).toBe(4);
    expect(stderr).toContain('need the package pkcs11js');
  });

  it('runs through a link, as npm makes one', () => {
    symlinkSync(join(program, 'bin/mofn'), join(folder, 'mofn'));
    const args = [join(folder, 'mofn'), '--version'];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+/);
  });
});
