import { createHash, sign } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { encodeSha256Block } from '../../src/signer/encodings/pkcs1-block.ts';
import { HOSTILE_FILES, makeHostileFiles } from '../support/hostile-files.ts';
import { type HostileKey, hostileKeys, privateFileOf } from '../support/hostile-keys.ts';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();

const run = (...words: string[]): Promise<CommandRun> => runCommand(words, { cwd: work.folder });

/** @returns the exit code of a registration by officer2, whose question is answered with y */
async function register(command: string): Promise<number> {
  const { code } = await runCommand(
    ['hsm', 'exec', '--hsm', 'cluster', 'loginHSM CO officer2 password', command],
    { cwd: work.folder, stdin: 'y\n' },
  );
  return code;
}

/** What a forger who knows no private key can write: the padding, and no more. */
function forge({ numbers }: HostileKey): Uint8Array {
  const digest = createHash('sha256').update(work.read('officer1.token')).digest();
  return encodeSha256Block(digest, numbers.modulus.length) ?? new Uint8Array(256);
}

/** A real signature, where the key is nothing but of another size. */
function signatureUnder(hostile: HostileKey): Uint8Array {
  if (!hostile.isOfOtherSize) return forge(hostile);
  const bits = hostile.numbers.modulus.length * 8;
  return sign('sha256', work.read('officer1.token'), takeKey('hostile', { bits }).privateKey);
}

describe.each(hostileKeys())('a key with $what', (hostile) => {
  const { reason, isOfOtherSize } = hostile;

  beforeEach(() => {
    writeFileSync(join(work.folder, 'roster/officer2.pub'), hostile.spki);
    writeFileSync(work.path('hostile.pub'), hostile.spki);
    writeFileSync(work.path('officer1.token.sig2'), signatureUnder(hostile));
  });

  it('counts in no quorum, and status names it', async () => {
    const words = ['approval', 'status', 'approval.txt', '--roster', 'roster', '-m', '2', '--json'];
    const { code, stdout } = await run(...words);
    const status = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(status).toMatchObject({ right: 1, reached: false });
    expect(status.officers[1]).toMatchObject({ name: 'officer2', state: 'wrong' });
    expect(JSON.stringify(status.warnings)).toMatch(reason);
    if (!isOfOtherSize) expect(status.officers[1].causes).toEqual(['key-flaw']);
  });

  it('key show names it', async () => {
    const { code, stdout } = await run('key', 'show', 'hostile.pub');
    expect(code).toBe(0);
    expect(stdout).toMatch(/HSM: {5}would refuse it: /);
    expect(stdout).toMatch(reason);
  });

  it('makes no signature right, its size apart', async () => {
    const words = ['verify', 'officer1.token', '-s', 'officer1.token.sig2', '-k'];
    const alone = await run(...words, 'hostile.pub');
    const roster = await run(...words, 'roster');
    if (isOfOtherSize) {
      expect([alone.code, roster.code]).toEqual([0, 0]);
      return;
    }
    expect([alone.code, roster.code]).toEqual([1, 1]);
    expect(alone.stdout).toMatch(/^wrong: no signature by hostile\.pub proves anything: /);
    expect(alone.stdout).toMatch(reason);
    expect(roster.stderr).toMatch(/warning: officer2\.pub is left out: its key proves nothing: /);
    expect(roster.stderr).toMatch(reason);
  });

  it('is not registered, and begins no cluster', async () => {
    const seed = { users: [{ name: 'officer1', key: 'hostile.pub' }] };
    writeFileSync(work.path('seed.json'), JSON.stringify(seed));
    const refused = await run('hsm', 'init', 'seeded', '--from', 'seed.json');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toMatch(reason);

    await run('hsm', 'init', 'cluster', '--officers', '2', '--quiet');
    const files = 'officer1.token officer1.token.sig2 hostile.pub';
    expect(await register(`registerQuorumPubKey CO officer2 ${files}`)).toBe(1);
    expect((await run('hsm', 'explain', '--hsm', 'cluster')).stdout).toMatch(reason);
  });
});

describe('registerMofnPubKey', () => {
  beforeEach(() => run('hsm', 'init', 'cluster', '--officers', '2', '--quiet'));

  const registrations = async (): Promise<string> => {
    const { stdout } = await run('hsm', 'exec', '--hsm', 'cluster', 'listUsers');
    return stdout;
  };

  it.each(hostileKeys())('registers no key with $what', async (hostile) => {
    const file = hostile.isOfOtherSize
      ? takeKey('hostile', { bits: 8 * hostile.numbers.modulus.length }).privatePem
      : privateFileOf(hostile);
    writeFileSync(work.path('hostile.key'), file);
    const before = await registrations();
    const words = [
      'loginHSM CO officer2 password',
      'registerMofnPubKey CO match officer2 hostile.key',
    ];
    const { code, stdout } = await runCommand(['hsm', 'exec', '--hsm', 'cluster', ...words], {
      cwd: work.folder,
      stdin: 'y\n',
    });
    expect([code, stdout]).toEqual([1, expect.not.stringMatching(/PubKey success/)]);
    expect(await registrations()).toBe(before);
    // Where there is no private half to it, or none that OpenSSL works with, nothing comes to the HSM.
    if (/PubKey failed: the key "hostile\.key" (is damaged|cannot sign): /.test(stdout)) return;
    expect(stdout).toContain('registerMofnPubKey failed: RET_KEY_REFUSED');
    expect((await run('hsm', 'explain', '--hsm', 'cluster')).stdout).toMatch(hostile.reason);
  });
});

it('a roster of keys with another exponent counts, and says so', async () => {
  const { publicPem, privateKey } = takeKey('unusual', { exponent: 3 });
  writeFileSync(join(work.folder, 'roster/officer2.pub'), publicPem);
  const token = readFileSync(work.path('officer1.token'));
  writeFileSync(work.path('officer1.token.sig2'), sign('sha256', token, privateKey));
  const words = ['approval', 'status', 'approval.txt', '--roster', 'roster', '-m', '2', '--json'];
  const { code, stdout } = await run(...words);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).warnings).toContainEqual({
    code: 'unusual-exponent',
    message:
      'officer2.pub of the roster: its public exponent is 3, and that of nearly all keys is 65537',
  });
});

it('a roster of nothing but hostile keys is none', async () => {
  for (const name of ['officer1', 'officer3']) rmSync(join(work.folder, `roster/${name}.pub`));
  const [hostile] = hostileKeys();
  if (hostile === undefined) throw new Error('there are hostile keys');
  writeFileSync(join(work.folder, 'roster/officer2.pub'), hostile.spki);
  const words = ['verify', 'officer1.token', '-s', 'officer1.token.sig1', '-k', 'roster'];
  const { code, stdout, stderr } = await run(...words);
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toMatch(/officer2\.pub is left out: its key proves nothing: .* exponent is 1/);
});

describe('a roster of everything that is hostile', () => {
  /** What lies in the roster, by whose it is said to be, and how it is named. */
  const named = new Map<string, RegExp>();
  /** Whose key is only of another size: its signatures may be right. */
  const sized = new Set<string>();
  let stillWaits: () => boolean;

  beforeEach(async () => {
    named.clear();
    const put = (name: string, content: string | Uint8Array, reason: RegExp): void => {
      writeFileSync(work.path(`roster/${name}.pub`), content);
      named.set(name, reason);
    };
    for (const officer of ['officer2', 'officer3']) rmSync(work.path(`roster/${officer}.pub`));
    hostileKeys().forEach(({ spki, reason, isOfOtherSize }, at) => {
      put(`key${at}`, spki, reason);
      if (isOfOtherSize) sized.add(`key${at}`);
    });
    put('private', takeKey('officer3').privatePem, /holds a private key/);
    put('garbage', work.read('officer1.token.sig1'), /no public key and no certificate/);
    put('nothing', '', /is empty/);
    put('huge', Buffer.alloc(2 ** 16 + 1), /larger than the limit of 64 KiB/);
    put('twin', work.read('officer1.pub'), /key is officer1's too, and counts once/);
    const nameOf = (kind: string): string => `is_${kind.replaceAll('-', '_')}`;
    const files = await makeHostileFiles(work.path('roster'), (kind) => `${nameOf(kind)}.pub`);
    for (const [kind, reason] of Object.entries(HOSTILE_FILES)) {
      named.set(nameOf(kind), kind === 'unreadable' ? /permission denied|is empty/ : reason);
    }
    ({ stillWaits } = files);
    onTestFinished(files.close);
  });

  /** Exactly one line of standard error names each file of the roster, and why. */
  const expectNamed = (stderr: string): void => {
    for (const [name, reason] of named) {
      const lines = stderr.split('\n').filter((line) => line.includes(` ${name}.pub`));
      expect([name, lines.length]).toEqual([name, 1]);
      expect(lines[0]).toMatch(/^warning: /);
      expect(lines[0]).toMatch(reason);
    }
  };

  it('is named file by file in status, and one officer counts', async () => {
    const approvers = ['officer1=officer1.token.sig1'];
    for (const name of [...named.keys()].slice(0, 19))
      approvers.push(`${name}=officer1.token.sig2`);
    const approval = approvers.flatMap((approver) => ['--approver', approver]);
    await run('approval', 'new', '--token', 'officer1.token', ...approval, '--out', 'many.txt');
    for (const file of ['many.txt', 'approval.txt']) {
      const words = ['approval', 'status', file, '--roster', 'roster', '-m', '2'];
      const { code, stdout, stderr } = await run(...words);
      expect(code).toBe(1);
      expect(stdout).toContain('1 of 2');
      expectNamed(stderr);
    }
    expect(stillWaits()).toBe(true);
  });

  it('is named file by file in verify, where a right signature is still right', async () => {
    const verify = (signature: string): Promise<CommandRun> =>
      run('verify', 'officer1.token', '-s', signature, '-k', 'roster');
    const right = await verify('officer1.token.sig1');
    expect([right.code, right.stdout]).toEqual([0, 'right: the signature is by officer1\n']);
    expectNamed(right.stderr);
    const wrong = await verify('officer1.token.sig2');
    expect([wrong.code, wrong.stdout.slice(0, 6)]).toEqual([1, 'wrong:']);
    expectNamed(wrong.stderr);
    for (const name of ['officer1', 'twin', ...sized]) rmSync(work.path(`roster/${name}.pub`));
    const none = await verify('officer1.token.sig1');
    expect([none.code, none.stdout]).toEqual([4, '']);
    expect(stillWaits()).toBe(true);
  });

  it('is named file by file in combine, which takes no approval for right by it', async () => {
    const words = ['approval', 'combine', 'approval.txt', '--roster', 'roster'];
    const unchecked = await run(...words, '--out', 'combined.txt');
    expect(unchecked.code).toBe(0);
    expectNamed(unchecked.stderr);
    expect(unchecked.stderr).toContain('warning: officer2 is not checked: the roster has no key');
    const flawed = await run(...words, 'key0=officer1.token.sig2');
    expect([flawed.code, flawed.stdout]).toEqual([3, '']);
    expectNamed(flawed.stderr);
    expect(stillWaits()).toBe(true);
  });
});
