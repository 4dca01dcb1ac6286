import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BUNDLE_WORLD } from '../../src/cli/commands/evidence/bundle-world.ts';
import { readArchive } from '../../src/evidence/archive/read-archive.ts';
import { writeArchive } from '../../src/evidence/archive/write-archive.ts';
import { judgeBundle } from '../../src/evidence/bundle/judge-bundle.ts';
import { writeBundle } from '../../src/evidence/bundle/make-bundle.ts';
import { openBundle } from '../../src/evidence/bundle/open-bundle.ts';
import { judgePieces } from '../../src/evidence/judge/judge-pieces.ts';
import { type AnyFailure, isFailure } from '../../src/failure.ts';
import { makeTestBundle, takeTestBundle } from '../support/evidence-bundle.ts';
import { makePieces } from '../support/evidence-pieces.ts';
import { howMany } from '../support/how-many.ts';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();
let bundle: Uint8Array;

beforeAll(() => {
  bundle = takeTestBundle();
});
beforeEach(() => writeFileSync(work.path('b.zip'), bundle));

const mofn = (line: string, stdin?: Uint8Array): Promise<CommandRun> =>
  runCommand(line.split(' '), { cwd: work.folder, ...(stdin && { stdin }) });

const fingerprintOf = (name: string): string =>
  createHash('sha256').update(takeKey(name).spki).digest('hex');

async function verify(line = 'b.zip'): Promise<{ code: number; answer: Answer }> {
  const { code, stdout, stderr } = await mofn(`evidence verify ${line} --json`);
  expect(stderr).toBe('');
  return { code, answer: JSON.parse(stdout) };
}

interface Answer {
  readonly valid: boolean;
  readonly problems: readonly { readonly code: string; readonly path?: string }[];
  readonly contradictions: readonly { readonly code: string }[];
  readonly unchecked: readonly { readonly code: string }[];
  readonly vouchers: readonly { readonly names: readonly string[] }[];
}

/** Packs files anew, some of them changed. */
function repack(changes: Readonly<Record<string, Uint8Array | undefined>>): void {
  const files = new Map(readArchive(readFileSync(work.path('b.zip'))));
  for (const [path, content] of Object.entries(changes)) {
    if (content === undefined) files.delete(path);
    else files.set(path, content);
  }
  writeFileSync(work.path('b.zip'), writeArchive(files));
}

const contentOf = (path: string): string =>
  Buffer.from(readArchive(readFileSync(work.path('b.zip'))).get(path) ?? []).toString();

describe('mofn evidence verify', () => {
  it('says of a bundle that nobody has signed that it is whole, and what it cannot check', async () => {
    const { code, stdout } = await mofn('evidence verify b.zip');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^"b\.zip": made by mofn 0\.0\.0, manifest SHA-256 [0-9a-f]{64}\n/);
    expect(stdout).toContain('\nwhole, and vouched for by nobody: whoever had the pieces');
    expect(stdout).toContain('\nnot checked: that the operation was done: no log of an HSM');
    expect(stdout).toContain('\nnot checked: whose the keys are: they came with the bundle');
    expect(stdout).toContain('request requests/bob.json: user create --role crypto-user');
    expect(stdout).toContain('token tokens/bob.json: said to be spent, 2 of 2 approvals right');
    expect(stdout).toMatch(/\nsound: .*\n$/);
    expect(await verify()).toMatchObject({ code: 0, answer: { valid: true, vouchers: [] } });
  });

  it('reads standard input', async () => {
    const { code, stdout } = await mofn('evidence verify -', bundle);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^standard input: made by mofn /);
  });

  it('refuses a bundle of which any bit was changed', () => {
    const pieces = makePieces();
    const findings = judgePieces(pieces, BUNDLE_WORLD.crypto);
    // Of a short report, which is what most of the bytes are.
    const small = { ...BUNDLE_WORLD, renderReport: () => 'a report' };
    const bundle = writeBundle(pieces, findings, small);
    // All 8 with `npm run soak`.
    const bits = Number(process.env['MOFN_BITS'] ?? howMany(1, 2));
    // Of every eighth byte, and of each in the long version.
    const step = howMany(8, 1);
    for (let at = 0; at < bundle.length; at += step) {
      for (let bit = 0; bit < bits; bit += 1) {
        const changed = Uint8Array.from(bundle);
        changed[at] = (changed[at] ?? 0) ^ (1 << ((Math.floor(at / step) + bit) % 8));
        const code = refusalOf(changed)?.code;
        if (code?.startsWith('archive-') !== true) expect({ at, bit, code }).toBe('refused');
      }
    }
  }, 600_000);

  it('says which bit was changed', async () => {
    const changed = Buffer.from(bundle);
    const at = changed.indexOf('-----BEGIN PUBLIC KEY');
    changed[at] = 0x2b;
    writeFileSync(work.path('b.zip'), changed);
    const { code, stdout, stderr } = await mofn('evidence verify b.zip');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /error: "b\.zip": it is not as mofn writes it, at byte \d+: content of "keys\/officer1\.pub"/,
    );
  });

  it.each([
    ['keys/officer1.pub', 'piece-changed'],
    ['requests/bob.json', 'piece-changed'],
    ['report.html', 'file-differs'],
    ['recheck.sh', 'file-differs'],
  ])('finds out that %s was exchanged, and the archive packed anew', async (path, problem) => {
    repack({ [path]: Buffer.from(`${contentOf(path)} `) });
    const { code, answer } = await verify();
    expect({ code, valid: answer.valid }).toEqual({ code: 1, valid: false });
    const own = answer.problems.find((one) => one.path === path);
    expect(own?.code).toBe(problem);
    const { code: told, stdout } = await mofn('evidence verify b.zip');
    expect(told).toBe(1);
    expect(stdout).toContain(`wrong: ${path} is not `);
    expect(stdout).not.toContain('sound');
    expect(stdout).not.toContain('whole');
  });

  it.each([
    ['x.txt', Buffer.from('x'), 'file-unlisted'],
    ['openssl/x', Buffer.from('x'), 'file-unlisted'],
    ['keys/officer1.pub', undefined, 'piece-missing'],
    ['report.html', undefined, 'file-missing'],
    ['manifest.dsse.json', Buffer.from('{}'), 'other-envelope'],
  ])('finds out that %s is there, or is not', async (path, content, problem) => {
    repack({ [path]: content });
    const { code, answer } = await verify();
    expect(code).toBe(1);
    expect(answer.problems.map((one) => one.code)).toContain(problem);
  });

  it('finds out what a manifest says that the pieces do not show', async () => {
    const manifest = contentOf('manifest.json').replace('"said-spent"', '"spent"');
    repack({ 'manifest.json': Buffer.from(manifest) });
    const { code, answer } = await verify();
    expect(code).toBe(1);
    expect(answer.problems).toEqual([
      { code: 'manifest-differs', member: 'findings.tokens[0].state' },
    ]);
  });

  it('finds out a manifest that leaves a piece out', async () => {
    const others = makePieces().filter(({ path }) => path !== 'tokens/bob.json');
    writeFileSync(work.path('b.zip'), makeTestBundle(others));
    const token = makePieces().find(({ path }) => path === 'tokens/bob.json');
    repack({ 'tokens/bob.json': token?.bytes });
    const { code, answer } = await verify();
    expect(code).toBe(1);
    expect(answer.problems).toContainEqual({ code: 'file-unlisted', path: 'tokens/bob.json' });
  });

  it('lists the report of another version as unchecked, and still checks all else', async () => {
    writeFileSync(work.path('b.zip'), makeTestBundle(makePieces(), '0.0.9'));
    repack({});
    const sound = await verify();
    expect(sound.code).toBe(0);
    expect(sound.answer.unchecked).toContainEqual({
      code: 'report-of-other-version',
      version: '0.0.9',
    });
    repack({ 'report.html': Buffer.from('<p>all is well</p>') });
    expect((await verify()).answer.problems).toEqual([
      { code: 'file-differs', path: 'recheck.sh' },
    ]);
  });

  it('answers no where something contradicts something, be the bundle whole', async () => {
    const pieces = makePieces().map((piece) =>
      piece.path === 'keys/officer2.pub'
        ? { ...piece, bytes: Buffer.from(takeKey('mallory').publicPem) }
        : piece,
    );
    writeFileSync(work.path('b.zip'), makeTestBundle(pieces));
    const { code, answer } = await verify();
    expect(code).toBe(1);
    expect(answer.problems).toEqual([]);
    expect(answer.contradictions.map((one) => one.code)).toContain('signature-wrong');
    const { stdout } = await mofn('evidence verify b.zip');
    expect(stdout).toContain('\ncontradiction: ');
  });

  it('tells keys of the roster from others of the same name', async () => {
    const known = await verify('b.zip --roster roster');
    expect(known.code).toBe(0);
    expect(known.answer.unchecked.map((one) => one.code)).not.toContain('keys-of-bundle');
    mkdirSync(work.path('other'));
    writeFileSync(join(work.path('other'), 'officer1.pub'), takeKey('mallory').publicPem);
    const { code, answer } = await verify('b.zip --roster other');
    expect(code).toBe(1);
    expect(answer.problems).toEqual([{ code: 'other-key', name: 'officer1' }]);
    expect(answer.unchecked).toContainEqual({ code: 'not-in-roster', name: 'officer2' });
    expect((await verify('b.zip --roster other --roster roster')).code).toBe(0);
  });

  it.each([
    ['officer1.key', 'a private key'],
    ['officer1.token', 'a quorum token'],
    ['request.json', 'a request'],
    ['policy.toml', ''],
  ])('refuses %s by what it is', async (file, what) => {
    const { code, stdout, stderr } = await mofn(`evidence verify ${file}`);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(what);
    expect(stderr).toContain('bundle');
  });
});

describe('mofn evidence sign', () => {
  it('vouches for a bundle, in whatever order officers sign it', async () => {
    for (const line of [
      'evidence sign b.zip --key officer1.key --as officer1 -o 1.zip',
      'evidence sign 1.zip --key officer2.key --as officer2 -o 12.zip',
      'evidence sign b.zip --key officer2.key -o 2.zip',
      'evidence sign 2.zip --key officer1.key -o 21.zip',
      'evidence sign 21.zip --key officer1.key -o again.zip',
    ]) {
      // Nobody signs blind: what is vouched for is shown.
      const { code, stdout, stderr } = await mofn(line);
      expect([code, stdout]).toEqual([0, '']);
      expect(stderr).toMatch(
        /^the manifest has the SHA-256 [0-9a-f]{64}; you vouch for what it says:\n {2}/,
      );
      expect(stderr).toContain('  request requests/');
      expect(await mofn(`${line} --force --quiet`)).toMatchObject({ code: 0, stderr: '' });
    }
    expect(work.read('21.zip')).toEqual(work.read('12.zip'));
    expect(work.read('again.zip')).toEqual(work.read('12.zip'));
    const { code, answer } = await verify('12.zip --roster roster');
    expect(code).toBe(0);
    const officers = ['officer1', 'officer2'].map((name) => ({
      fingerprint: fingerprintOf(name),
      names: [name],
      trusted: [name],
    }));
    expect(answer.vouchers).toHaveLength(2);
    expect(answer.vouchers).toEqual(expect.arrayContaining(officers));
    const { stdout } = await mofn('evidence verify 12.zip');
    expect(stdout).toContain(`vouched for by officer1 (key ${fingerprintOf('officer1')})`);
    expect(stdout).not.toContain('nobody');
  });

  it('takes no folder without a key for a roster', async () => {
    mkdirSync(work.path('empty'));
    writeFileSync(work.path('empty/notes.txt'), 'the keys are on their way');
    const { code, stderr } = await mofn('evidence verify b.zip --roster empty');
    expect({ code, stderr: stderr.replaceAll(/\s+/g, ' ') }).toEqual({
      code: 4,
      stderr: expect.stringContaining('there is no public key in the roster "empty"'),
    });
  });

  it('names the keys of a roster that prove nothing', async () => {
    cpSync(work.path('roster'), work.path('spoilt'), { recursive: true });
    writeFileSync(work.path('spoilt/officer9.pub'), 'none');
    expect((await mofn('evidence verify b.zip --roster spoilt')).stderr).toContain('officer9.pub');
    expect((await mofn('evidence verify b.zip --roster spoilt --quiet')).stderr).toBe('');
  });

  it('says so where only others vouch for a bundle than those of the roster', async () => {
    await mofn('evidence sign b.zip --key officer1.key -o mine.zip');
    mkdirSync(work.path('others'));
    writeFileSync(work.path('others/auditor.pub'), takeKey('auditor').publicPem);
    const { stdout } = await mofn('evidence verify mine.zip --roster others');
    expect(stdout).toContain(
      ', which the roster does not have\nwhole, and vouched for by nobody of the roster\n',
    );
    expect((await mofn('evidence verify mine.zip --roster roster')).stdout).not.toContain('nobody');
  });

  it('signs what the manifest says, as a Statement in an envelope', async () => {
    await mofn('evidence sign b.zip --key officer1.key -o 1.zip');
    const files = readArchive(work.read('1.zip'));
    const envelope = JSON.parse(Buffer.from(files.get('manifest.dsse.json') ?? []).toString());
    expect(envelope.payloadType).toBe('application/vnd.in-toto+json');
    expect(Buffer.from(envelope.payload, 'base64')).toEqual(
      Buffer.from(files.get('manifest.json') ?? []),
    );
    // It is no request, which the same key signs in such an envelope.
    writeFileSync(work.path('e.json'), files.get('manifest.dsse.json') ?? '');
    expect(await mofn('request show e.json')).toMatchObject({ code: 3, stdout: '' });
  });

  it('says where the key is of nobody in the bundle, or not whose it is said to be', async () => {
    writeFileSync(work.path('auditor.key'), takeKey('auditor').privatePem, { mode: 0o600 });
    const wrong = await mofn('evidence sign b.zip --key officer1.key --as officer2 -o x.zip');
    expect(wrong).toMatchObject({ code: 4, stdout: '' });
    expect(wrong.stderr).toContain('the key is that of officer1, expected that of officer2');
    const { code, stderr } = await mofn('evidence sign b.zip --key auditor.key -o a.zip');
    expect(code).toBe(0);
    expect(stderr).toContain('warning: the key is of nobody in the bundle');
    expect((await verify('a.zip')).answer.vouchers).toMatchObject([{ names: [], trusted: null }]);
    expect((await verify('a.zip --roster roster')).code).toBe(0);
  });

  it('signs none that is not whole, or that another version made', async () => {
    repack({ 'report.html': Buffer.from('<p>all is well</p>') });
    const broken = await mofn('evidence sign b.zip --key officer1.key -o x.zip');
    expect(broken).toMatchObject({ code: 3, stdout: '' });
    expect(broken.stderr.replaceAll(/\s+/g, ' ')).toContain('is not whole, and is not signed');
    writeFileSync(work.path('b.zip'), makeTestBundle(makePieces(), '0.0.9'));
    const other = await mofn('evidence sign b.zip --key officer1.key -o x.zip');
    expect(other).toMatchObject({ code: 3, stdout: '' });
  });

  it('finds out signatures that were exchanged', async () => {
    await mofn('evidence sign b.zip --key officer1.key -o b1.zip');
    const signed = readArchive(work.read('b1.zip'));
    writeFileSync(work.path('b.zip'), work.read('b1.zip'));
    const envelope = JSON.parse(contentOf('manifest.dsse.json'));
    const [signature] = envelope.signatures;
    for (const [path, content] of [
      ['manifest.dsse.json', JSON.stringify({ ...envelope, signatures: [] })],
      ['manifest.dsse.json', JSON.stringify(envelope)],
      [
        'manifest.dsse.json',
        JSON.stringify({ ...envelope, signatures: [{ ...signature, keyid: 'ab' }] }),
      ],
      ['openssl/manifest.json.pae', 'x'],
      ['openssl/manifest.json.1.sig', 'x'],
      [`openssl/key-${fingerprintOf('officer1')}.pem`, takeKey('officer2').publicPem],
    ] as const) {
      writeFileSync(
        work.path('b.zip'),
        writeArchive(new Map(signed).set(path, Buffer.from(content))),
      );
      const { code, answer } = await verify();
      expect({ path, code, count: answer.problems.length > 0 }).toEqual({
        path,
        code: 1,
        count: true,
      });
    }
  });
});

/** Why a bundle is no bundle; nothing where it is one, be it not whole. */
function refusalOf(bytes: Uint8Array): AnyFailure | undefined {
  try {
    judgeBundle(openBundle(bytes), BUNDLE_WORLD);
    return undefined;
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}
