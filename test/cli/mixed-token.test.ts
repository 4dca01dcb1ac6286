import { existsSync, unlinkSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { decodeTokens } from '../../src/token/record.ts';
import { makeToken } from '../ceremony/ceremony.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { quorumFile } from '../support/sdk5-files.ts';

const work = useOfficerFolder();

const run = (words: string): Promise<CommandRun> =>
  runCommand(words.split(' '), { cwd: work.folder });

const harmless = makeToken({ user: 'officer1', service: 3 });
const hidden = makeToken({ user: 'officer3', service: 4, nonce: 7 });

beforeEach(() => {
  writeFileSync(work.path('mixed.token'), Buffer.concat([harmless, hidden]));
  const byService = [harmless, makeToken({ user: 'officer1', service: 4 })];
  writeFileSync(work.path('services.token'), Buffer.concat(byService));
  const approval = work.read('approval.txt').toString();
  writeFileSync(work.path('approval.txt'), approval.replace('officer1.token;', 'mixed.token;'));
});

describe('a token of several users or services', () => {
  it.each([
    ['mixed.token', 'its records are of several users: officer1, officer3'],
    ['services.token', 'its records are for several services: 3, 4'],
  ])('%s is not signed alone, shown or not', async (token, reason) => {
    for (const quiet of ['', ' --quiet']) {
      const { code, stdout, stderr } = await run(
        `sign ${token} -k officer1.key -o out.sig${quiet}`,
      );
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`error: "${token}" is not signed: ${reason}\nhint: `);
      expect(stderr).toContain('--mixed');
      expect(existsSync(work.path('out.sig'))).toBe(false);
    }
  });

  it('is not signed in a batch, where the others are', async () => {
    const files = 'mixed.token officer1.token services.token';
    const { code, stdout, stderr } = await run(`sign ${files} -k officer1.key --out-dir . --json`);
    expect(code).toBe(1);
    const { signed, failed } = JSON.parse(stdout);
    expect(signed.map(({ file }: { file: string }) => file)).toEqual(['officer1.token']);
    expect(failed.map(({ file }: { file: string }) => file)).toEqual([
      'mixed.token',
      'services.token',
    ]);
    expect(stderr).toContain(
      'mixed.token: token of officer1, officer3 for services 3, 4, 4 nodes (1, 0, 1, 0), SHA-256',
    );
    expect(stderr).toContain('careful: its records are of several users: officer1, officer3;');
    expect(existsSync(work.path('mixed.token.sig'))).toBe(false);
  });

  it('is signed with --mixed, and JSON has all of it', async () => {
    const one = await run('sign mixed.token -k officer1.key --mixed --json');
    expect(one.code).toBe(0);
    const { token } = JSON.parse(one.stdout);
    expect(token).toMatchObject({
      user: null,
      users: ['officer1', 'officer3'],
      service: null,
      services: [3, 4],
      nodes: [1, 0, 1, 0],
      oddities: ['several-users', 'several-services', 'repeated-node'],
    });
    const words = 'sign mixed.token officer1.token -k officer1.key --out-dir . --mixed --json';
    const { signed } = JSON.parse((await run(words)).stdout);
    expect(signed.map((each: { token: object }) => each.token)).toEqual([
      token,
      expect.objectContaining({ user: 'officer1', service: 3, oddities: [] }),
    ]);
  });

  it('is an error of lint and of status, on standard output', async () => {
    const lint = await run('approval lint approval.txt');
    expect(lint.code).toBe(1);
    expect(lint.stdout).toContain('mixed-token');
    expect(lint.stdout).toContain('records of users officer1, officer3 and services 3, 4');
    const status = await run('approval status approval.txt --roster roster');
    expect(status.code).toBe(1);
    expect(status.stdout).toContain('quorum token of officer1, officer3');
    expect(status.stdout).toContain(
      'the token is none that an HSM makes: its records are of several users: officer1, officer3',
    );
    const json = await run('approval status approval.txt --roster roster --json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      reached: false,
      token: { users: ['officer1', 'officer3'], services: [3, 4] },
    });
  });
});

describe('a token for several keys', () => {
  const mixed = Buffer.concat([
    makeToken({ user: 'officer1', service: 5, keyHandle: 0x680006 }).subarray(0, 80),
    makeToken({ user: 'officer1', service: 5, keyHandle: 0x680007 }).subarray(80),
  ]);

  it('is no token of an HSM: it is not signed, and lint and status say why', async () => {
    writeFileSync(work.path('mixed.token'), mixed);
    const keys = '0x0000000000680006, 0x0000000000680007';
    const signed = await run('sign mixed.token -k officer1.key -o out.sig');
    expect(signed.code).toBe(2);
    expect(signed.stderr).toContain(`its records are for several keys: ${keys}`);
    const lint = await run('approval lint approval.txt');
    expect(lint.stdout).toContain(`records of user officer1 and service 5, and of keys ${keys} in`);
    const status = await run('approval status approval.txt --roster roster');
    expect(status.stdout).toContain(`its records are for several keys: ${keys}`);
  });

  it('is an error of lint in a file of the newer command line, too', async () => {
    const [one, other] = [mixed.subarray(0, 80), mixed.subarray(80)];
    const records = [...decodeTokens(one), ...decodeTokens(other)];
    const file = quorumFile(records, { key_reference: '0x0000000000680006', service: 'key-usage' });
    writeFileSync(work.path('mixed.json'), file);
    const { code, stdout } = await run('approval lint mixed.json');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'found records of user officer1, service 5 and keys 0x0000000000680006, 0x0000000000680007',
    );
  });
});

describe('a token with several records of one node', () => {
  it('is signed with a warning; lint and status have it got again', async () => {
    const twice = Buffer.concat([work.read('officer1.token'), harmless]);
    writeFileSync(work.path('mixed.token'), twice);
    const signed = await run('sign mixed.token -k officer1.key -o out.sig');
    expect(signed.code).toBe(0);
    expect(signed.stderr).toContain('several records of one node');
    const lint = await run('approval lint approval.txt');
    expect([lint.code, lint.stdout]).toEqual([
      1,
      expect.stringContaining(
        'found several records of nodes 1, 0 in the token file "mixed.token"',
      ),
    ]);
    const beside = await run('approval status approval.txt --roster roster');
    expect(beside.stdout).toMatch(
      / {4}mofn approval set approval.txt --token officer1.token --write\n$/,
    );
    unlinkSync(work.path('officer1.token'));
    const status = await run('approval status approval.txt --roster roster');
    expect(status.code).toBe(1);
    expect(status.stdout.split('next:\n')[1]).toBe(
      '  officer1 gets the token again, and sends it as a file; nobody signs this one\n',
    );
  });
});

describe('a record among what is none', () => {
  /** A record with one byte that no HSM writes, and others that are none at all. */
  const spoilt = Buffer.from(harmless.subarray(0, 80));
  spoilt[79] = 1;
  const KINDS = {
    'behind a spoilt record': [spoilt, hidden],
    'before a spoilt record': [hidden, spoilt],
    'behind text': [
      Buffer.from('please sign this note, it is about lunch'.padEnd(79)),
      Buffer.from('\n'),
      hidden,
    ],
    'between random bytes': [
      Buffer.alloc(160, 0xa7),
      hidden.subarray(0, 80),
      Buffer.alloc(80, 0x5b),
    ],
  };

  it.each(Object.entries(KINDS))(
    'is a token that hides, and is not signed: %s',
    async (_, pieces) => {
      writeFileSync(work.path('mixed.token'), Buffer.concat(pieces));
      const words =
        /\d of its \d pieces of 80 bytes (is a record|are records) of a token \(of officer3, for service 4\)/;
      for (const quiet of ['', ' --quiet']) {
        const alone = await run(`sign mixed.token -k officer1.key -o out.sig${quiet}`);
        expect([alone.code, alone.stdout]).toEqual([2, '']);
        expect(alone.stderr).toMatch(words);
      }
      const batch = await run('sign mixed.token officer1.token -k officer1.key --out-dir . --json');
      expect(batch.code).toBe(1);
      expect(JSON.parse(batch.stdout).failed).toMatchObject([{ file: 'mixed.token' }]);
      expect(batch.stderr).toMatch(
        /mixed.token: token of officer3 for service 4, .*; careful: \d of its/,
      );
      const meant = await run('sign mixed.token -k officer1.key --mixed --json');
      expect(meant.code).toBe(0);
      expect(JSON.parse(meant.stdout).token).toMatchObject({
        users: ['officer3'],
        services: [4],
        oddities: expect.arrayContaining(['hidden-records']),
      });
      const lint = await run('approval lint approval.txt');
      expect([lint.code, lint.stdout]).toEqual([1, expect.stringMatching(/mixed-token/)]);
      expect(lint.stdout).toMatch(
        /records of user officer3 and service 4, beside \d that (is|are) none, in/,
      );
      const status = await run('approval status approval.txt --roster roster --json');
      expect(status.code).toBe(1);
      expect(JSON.stringify(JSON.parse(status.stdout).refusals)).toContain('pieces of 80 bytes');
    },
  );

  it('is told from a file of no records, which lint knows as no token of anybody', async () => {
    writeFileSync(work.path('mixed.token'), Buffer.alloc(240, 0x41));
    expect((await run('sign mixed.token -k officer1.key -o out.sig')).code).toBe(0);
    expect((await run('approval lint approval.txt')).stdout).not.toContain('mixed-token');
  });
});
