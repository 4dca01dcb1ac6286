import { createHash, sign } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { encodeSha256Block } from '../../src/signer/encodings/pkcs1-block.ts';
import { type HostileKey, hostileKeys } from '../support/hostile-keys.ts';
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
  it.each([1024, 4096])('registers no key of %d bits', async (bits) => {
    writeFileSync(work.path('hostile.key'), takeKey('hostile', { bits }).privatePem);
    await run('hsm', 'init', 'cluster', '--officers', '2', '--quiet');
    expect(await register('registerMofnPubKey CO match officer2 hostile.key')).toBe(1);
    const { stdout } = await run('hsm', 'explain', '--hsm', 'cluster');
    expect(stdout).toContain(`${bits} bits`);
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
