/** recheck.sh, run by shells, on bundles that unzip has unpacked. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { sign } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE_WORLD } from '../../../src/cli/commands/evidence/bundle-world.ts';
import { writeArchive } from '../../../src/evidence/archive/write-archive.ts';
import { makeBundleFiles } from '../../../src/evidence/bundle/make-bundle.ts';
import { encodeVouched } from '../../../src/evidence/bundle/vouch.ts';
import { judgePieces } from '../../../src/evidence/judge/judge-pieces.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { numbersOf } from '../../../src/signer/rsa-key-object.ts';
import { makePieces } from '../../support/evidence-pieces.ts';
import { IS_WHOLE, sample } from '../../support/how-many.ts';
import { takeKey } from '../../support/keys.ts';
import { findProgram, requireProgram } from '../../support/requirements.ts';

const FILES = makeSignedBundle();

/** Vouched for by an officer, and by somebody whose key is none of the bundle's. */
function makeSignedBundle() {
  const pieces = makePieces();
  const findings = judgePieces(pieces, nodeCrypto);
  const bare = makeBundleFiles(pieces, findings, BUNDLE_WORLD);
  const vouched = encodeVouched(bare.get('manifest.json') ?? new Uint8Array());
  const vouchers = ['officer1', 'auditor'].map((name) => {
    const { publicKey, privateKey } = takeKey(name);
    return {
      key: { numbers: numbersOf(publicKey), bits: 2048 },
      signature: sign('sha256', vouched, privateKey),
    };
  });
  return makeBundleFiles(pieces, findings, BUNDLE_WORLD, vouchers);
}

const unzip = requireProgram('unzip');
const openssl = requireProgram('openssl');
const hasAll = unzip.has && openssl.has;
const SHELLS = ['dash', 'bash'].filter((shell) => findProgram(shell) !== undefined);

let folder = '';
let bundle = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-recheck-'));
  bundle = join(folder, 'B');
  writeFileSync(join(folder, 'b.zip'), writeArchive(FILES));
  if (unzip.has) spawnSync('unzip', ['-q', 'b.zip', '-d', 'B'], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function recheck(shell = SHELLS[0] ?? 'sh', path = 'recheck.sh', cwd = bundle): Run {
  return spawnSync(shell, [path], { cwd, encoding: 'utf8' });
}

type Run = SpawnSyncReturns<string>;

describe.skipIf(!hasAll)(`recheck.sh ${unzip.label} ${openssl.label}`, () => {
  it.each(SHELLS)('finds nothing wrong in a bundle, run by %s', (shell) => {
    const run = recheck(shell);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const count = FILES.size - 1;
    const lines = run.stdout.trimEnd().split('\n');
    // two of the request, two of the token, two of those who vouch
    expect(lines.at(-1)).toBe(`OK: ${count} files, 6 signatures`);
    expect(lines).toHaveLength(count + 6 + 1);
    expect(lines.slice(0, -1).every((line) => line.startsWith('OK      '))).toBe(true);
  });

  it('is found from another folder, and read only', () => {
    chmodSync(join(bundle, 'manifest.json'), 0o400);
    expect(recheck('sh', 'B/recheck.sh', folder)).toMatchObject({ status: 0, stderr: '' });
    chmodSync(join(bundle, 'manifest.json'), 0o644);
  });

  it('rechecks its own folder, wherever a shell would else go', () => {
    const other = join(folder, 'other');
    mkdirSync(join(other, 'B'), { recursive: true });
    const run = spawnSync(SHELLS[0] ?? 'sh', ['B/recheck.sh'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, CDPATH: other },
    });
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });

  it('fails where a folder cannot be looked into', () => {
    const place = join(bundle, 'keys/closed');
    mkdirSync(place);
    writeFileSync(join(place, 'x'), '');
    chmodSync(place, 0o300);
    chmodSync(folder, 0o755);
    // The superuser looks into each.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const run = spawnSync(SHELLS[0] ?? 'sh', ['recheck.sh'], {
      cwd: bundle,
      encoding: 'utf8',
      ...nobody,
    });
    chmodSync(place, 0o700);
    rmSync(place, { recursive: true });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('FAILED  ./keys/closed: a folder that cannot be looked into');
  });

  it('runs no program but openssl and tr', () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const name of ['openssl', 'tr']) symlinkSync(findProgram(name) ?? '', join(bin, name));
    const shell = findProgram(SHELLS[0] ?? 'sh') ?? '';
    const run = spawnSync(shell, ['recheck.sh'], {
      cwd: bundle,
      encoding: 'utf8',
      env: { PATH: bin },
    });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const none = spawnSync(shell, ['recheck.sh'], {
      cwd: bundle,
      encoding: 'utf8',
      env: { PATH: '' },
    });
    expect(none).toMatchObject({ status: 1, stdout: 'FAILED  openssl: not found\n' });
  });

  it('fails where any byte of any other file is another', () => {
    const paths = [...FILES.keys()].filter((path) => path !== 'recheck.sh');
    expect(paths).toContain('report.html');
    expect(paths).toContain('manifest.dsse.json');
    const change = (path: string, which: number): void => {
      const bytes = Buffer.from(FILES.get(path) ?? []);
      const at = sample(Array.from(bytes.keys()), 6)[which] ?? 0;
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      writeFileSync(join(bundle, path), bytes);
    };
    const restore = (path: string): void =>
      writeFileSync(join(bundle, path), FILES.get(path) ?? new Uint8Array());
    for (const which of [0, 1, 2, 3, 4, 5]) {
      // In all files at once, and in one alone.
      for (const path of paths) change(path, which);
      const { status, stdout } = recheck();
      expect(status).toBe(1);
      for (const path of paths) expect(stdout).toContain(`FAILED  ${path}: not as it was`);
      paths.forEach(restore);
      for (const path of paths.filter((_, at) => IS_WHOLE || at % 6 === which)) {
        change(path, which);
        const run = recheck();
        expect({ path, which, status: run.status }).toEqual({ path, which, status: 1 });
        expect(run.stdout).toContain(`FAILED  ${path}: not as it was`);
        restore(path);
      }
    }
    expect(recheck().status).toBe(0);
  }, 600_000);

  it('fails where a file is missing, cut, a link, or a folder', () => {
    const place = join(bundle, 'keys/officer1.pub');
    const bytes = readFileSync(place);
    const outside = join(folder, 'outside');
    writeFileSync(outside, bytes);
    for (const spoil of [
      () => undefined,
      () => writeFileSync(place, bytes.subarray(0, -1)),
      () => symlinkSync(outside, place),
      () => mkdirSync(place),
    ]) {
      rmSync(place);
      spoil();
      const run = recheck();
      expect(run.status).toBe(1);
      expect(run.stdout).toMatch(/^FAILED {2}(\.\/)?keys\/officer1\.pub: /m);
      rmSync(place, { recursive: true, force: true });
      writeFileSync(place, bytes);
    }
    expect(recheck().status).toBe(0);
  });

  it('fails where a file is beside them that is not of the bundle, whatever its name', () => {
    for (const name of [
      'x',
      '.x',
      '..x',
      '-e',
      '*',
      'a b',
      '$(touch pwned)',
      'a\nOK',
      'a\u001b[2J',
      'keys/officer3.pub',
      'openssl/.hidden',
    ]) {
      const place = join(bundle, name);
      writeFileSync(place, '');
      const run = recheck();
      expect({ name, status: run.status }).toEqual({ name, status: 1 });
      expect(run.stdout).toContain(': not of the bundle');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come out
      expect(run.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
      rmSync(place);
    }
    symlinkSync('/nowhere', join(bundle, 'link'));
    expect(recheck().status).toBe(1);
    rmSync(join(bundle, 'link'));
    expect(recheck().status).toBe(0);
  });

  it('fails where a signature is by another key, be the sums those of the files', () => {
    const script = readFileSync(join(bundle, 'recheck.sh'), 'utf8');
    const [line = ''] = /^verify .*requests.*$/m.exec(script) ?? [];
    const [, key, signature, message] = line.split(' ');
    const other = [...FILES.keys()].find((path) => path.endsWith('.pem') && path !== key);
    const place = join(bundle, 'recheck.sh');
    writeFileSync(place, script.replace(line, `verify ${other} ${signature} ${message}`));
    const run = recheck();
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(`FAILED  ${signature}: not by ${other} over ${message}`);
    writeFileSync(place, script);
  });

  it('says nothing good where its own end is missing', () => {
    const script = readFileSync(join(bundle, 'recheck.sh'), 'utf8');
    const place = join(bundle, 'recheck.sh');
    for (const cut of [100, 1000, script.length - 20, script.length - 3]) {
      writeFileSync(place, script.slice(0, cut));
      const run = recheck();
      expect(run.stdout).not.toContain('OK');
    }
    writeFileSync(place, script);
  });
});
