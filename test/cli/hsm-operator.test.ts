import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import { identifyProcess } from '../../src/hsm/cluster/process-identity.ts';
import { takeKey } from '../support/keys.ts';
import { runCommand } from '../support/run-command.ts';

let folder: string;
let cluster: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'mofn-hsm-cli-'));
  cluster = path.join(folder, 'cluster');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

async function hsm(words: string, stdin = '') {
  const argv = words.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
  return runCommand(['hsm', ...argv], { cwd: folder, stdin, env: { MOFN_HSM: 'cluster' } });
}

async function answer(words: string): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await hsm(`${words} --json`);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** Each list holds the one before it nine times: unfolded, they are 9^8 values. */
const ALIAS_BOMB = [
  'a: &a [x]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map(
    (name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`)}]`,
  ),
].join('\n');

describe('hsm init', () => {
  it('says where there are other files already', async () => {
    fs.mkdirSync(cluster);
    expect((await hsm('init cluster')).stderr).not.toContain('warning');
    for (const [name, words] of [
      ['notes', 'init notes'],
      ['quiet', 'init quiet --quiet'],
    ] as const) {
      fs.mkdirSync(path.join(folder, name));
      fs.writeFileSync(path.join(folder, name, 'notes.txt'), 'mine');
      const { code, stderr } = await hsm(words);
      expect(code).toBe(0);
      expect(stderr.includes('warning: there are other files in "notes"')).toBe(name === 'notes');
      expect(fs.readFileSync(path.join(folder, name, 'notes.txt'), 'utf8')).toBe('mine');
    }
  });

  it('makes two new HSMs, and says so on standard error', async () => {
    const { code, stdout, stderr } = await hsm('init cluster');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('made a cluster of 2 HSMs in "cluster"');
    expect(await answer('show')).toMatchObject({
      schemaVersion: 1,
      cluster,
      flavour: 'classic',
      servers: [
        {
          index: 0,
          name: '10.0.2.14',
          node: 1,
          users: [
            { id: 1, type: 'PRECO', name: 'admin' },
            { id: 2, type: 'AU', name: 'app_user' },
          ],
        },
        { index: 1, name: '10.0.1.4', node: 0 },
      ],
      outOfStep: [],
    });
  });

  it('takes servers of a configuration file, officers, flavour, seed and clock', async () => {
    const config = {
      servers: [
        { name: 'a', hostname: 'a.example', port: 1, enable: 'yes' },
        { name: 'b', hostname: 'b.example', port: 2, enable: 'no' },
        { hostname: 'c.example' },
      ],
      scard: {},
    };
    fs.writeFileSync(path.join(folder, 'my.cfg'), JSON.stringify(config));
    const { code, stderr } = await hsm(
      'init cluster --servers my.cfg --officers 3 --flavour oci --seed 7 --clock 2026-01-01',
    );
    expect(code).toBe(0);
    expect(stderr).toContain('every cluster of this seed takes the approvals of another');
    expect((await hsm('init other')).stderr).not.toContain('seed');
    const report = await answer('show');
    expect(report).toMatchObject({
      flavour: 'oci',
      clock: { kind: 'standing', now: '2026-01-01T00:00:00.000Z' },
      servers: [{ name: 'a' }, { name: 'c.example' }],
    });
    const [server] = report['servers'] as { users: { type: string; name: string }[] }[];
    expect(server?.users.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'PCO admin',
      'AU app_user',
      'CO officer1',
      'CO officer2',
      'CO officer3',
    ]);
  });

  it('reads a seed file, with keys from beside it', async () => {
    fs.mkdirSync(path.join(folder, 'seed'));
    fs.writeFileSync(path.join(folder, 'seed', 'one.pub'), takeKey('officer1').publicPem);
    const seed = [
      'flavour: aws-2023',
      'users:',
      '  - {name: one, key: one.pub}',
      '  - name: two',
      '    type: CO # by default',
      'mValues: {userManagement: 2}',
      'faults: [drop server=1]',
    ].join('\n');
    fs.writeFileSync(path.join(folder, 'seed', 'seed.yaml'), seed);
    expect((await hsm('init cluster --from seed/seed.yaml')).stderr).toContain('made');
    expect(await answer('show')).toMatchObject({
      flavour: 'aws-2023',
      faults: ['drop server=1'],
      servers: [
        {
          mValues: { userManagement: 2, miscCo: 1 },
          users: [
            {},
            {},
            { name: 'one', hasQuorumKey: true },
            { name: 'two', hasQuorumKey: false },
          ],
        },
        {},
      ],
    });
  });

  it.each([
    ['users:\n  - nam: a\n', 3, '"seed.yaml":2:5: users.0.name: missing'],
    ['users: [{name: a}]\nmvalues: {}\n', 3, '"seed.yaml":2:1: mvalues: unknown key'],
    ['a: &a [x, x]\nb: *c\n', 3, '"seed.yaml": unresolved alias'],
    [ALIAS_BOMB, 3, '"seed.yaml": aliases repeat too much'],
    [`users: ${'['.repeat(5000)}`, 3, 'values are nested too deep'],
    ['users: &a [*a]\n', 3, 'users.0.name: missing'],
    ['clock: .nan\n', 3, 'clock: expected a time'],
    ['"__proto__": { a: 1 }\n', 3, '__proto__: unknown key'],
    ['seed: 1\nseed: 2\n', 3, '"seed.yaml":2:1: map keys must be unique'],
    ['users: [{name: a\n', 3, '"seed.yaml":'],
    [
      'flavour: vanilla\n',
      3,
      `"seed.yaml":1:1: flavour: 'vanilla', expected one of classic, aws-2018, aws-2022`,
    ],
    ['users: [{name: a, key: none.pub}]\n', 3, 'none.pub'],
    ['users: [{name: a, key: seed.yaml}]\n', 4, 'seed.yaml'],
    [
      'users: [{name: a}]\nmValues: {userManagement: 5}\n',
      3,
      '"seed.yaml":2:11: mValues.userManagement: 5, with 2 crypto officers',
    ],
    ['faults: [explode]\n', 3, `"seed.yaml":1:10: faults.0: the fault has 'explode'`],
    ['a: &a [*a, *a]\n', 3, 'seed.yaml'],
    ['clock: 2026-02-30T00:00:00Z\n', 3, '"seed.yaml":1:1: clock: expected a time'],
    ['seed: 9007199254740993\n', 3, '"seed.yaml":1:1: seed: expected a whole number of 15 digits'],
    ['seed: 1e400\n', 3, '"seed.yaml":1:1: seed: expected a whole number'],
    ['? {a: b}\n: c\n', 3, '"seed.yaml":1:3: '],
  ])('says where a seed file is wrong: %j', async (text, code, message) => {
    fs.writeFileSync(path.join(folder, 'seed.yaml'), text);
    const made = await hsm('init cluster --from seed.yaml');
    expect([made.code, made.stdout]).toEqual([code, '']);
    expect(made.stderr).toContain(message);
    expect(fs.existsSync(cluster)).toBe(false);
  });

  it.each([
    ['--officers 1023', 2, 'expected 0 to 1022'],
    ['--officers 1.5', 2, 'expected 0 to 1022'],
    ['--clock noon', 2, "'noon' is not a time"],
    ['--flavour vanilla', 2, 'flavour'],
    ['--servers none.cfg', 3, 'none.cfg'],
    ['--from none.yaml', 3, 'none.yaml'],
  ])('refuses %s and makes nothing', async (words, code, message) => {
    const made = await hsm(`init cluster ${words}`);
    expect([made.code, made.stdout]).toEqual([code, '']);
    expect(made.stderr).toContain(message);
    expect(fs.existsSync(cluster)).toBe(false);
  });

  it('refuses a folder that is a cluster, and one that cannot be made', async () => {
    await hsm('init cluster');
    expect(await hsm('init cluster')).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('is a cluster already'),
    });
    fs.writeFileSync(path.join(folder, 'file'), '');
    expect(await hsm('init file/cluster')).toMatchObject({ code: 5 });
  });
});

describe('a command on no cluster', () => {
  it.each(['show', 'clock', 'fault', 'explain', 'dump', 'log', 'log verify', 'logout --all'])(
    'hsm %s ends with exit 5 and says what to do',
    async (words) => {
      for (const place of ['', ' --hsm .', ' --hsm none']) {
        const run = await runCommand(['hsm', ...`${words}${place}`.split(' ')], { cwd: folder });
        expect([run.code, run.stdout]).toEqual([5, '']);
        expect(run.stderr).toMatch(/^error: .*\nhint: .*mofn hsm init/);
      }
    },
  );

  it('a damaged one ends with exit 5, and names the file', async () => {
    await hsm('init cluster');
    const [name = ''] = fs.readdirSync(path.join(cluster, 'server-1'));
    fs.truncateSync(path.join(cluster, 'server-1', name), 100);
    expect(await hsm('show')).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringMatching(
        /damaged state: .*server-1.*\nhint: put the whole cluster folder/,
      ),
    });
  });
});

describe('hsm clock', () => {
  it.each([
    ['advance', 'advance needs a time', 'mofn hsm clock advance 94s'],
    ['back', 'back needs a time', 'mofn hsm clock back 1h'],
    ['set', 'set needs a time', 'mofn hsm clock set 2026-01-31T09:00:00Z'],
    ['advanze', "'advanze' is nothing that a clock can do", 'did you mean "advance"'],
  ])('says what is wrong with %s alone', async (action, message, hint) => {
    await hsm('init cluster');
    const { code, stderr } = await hsm(`clock ${action}`);
    expect([code, stderr.split('\n').length]).toEqual([2, 3]);
    expect(stderr).toContain(`error: ${message}\nhint: `);
    expect(stderr).toContain(hint);
  });

  it('is put no further than 9999, and can be shown from there', async () => {
    await hsm('init cluster');
    const codes = [];
    for (let n = 0; n < 45; n += 1) codes.push((await hsm('clock advance 2900000d')).code);
    expect(codes).toEqual([0, ...Array.from({ length: 44 }, () => 2)]);
    expect((await hsm('show')).stdout).toMatch(/the clock shows 99\d\d-/);
    expect((await hsm('clock advance 2900000d')).stderr).toContain('from 1970 to 9999');
  });

  it('stands, goes forward and back, and runs again', async () => {
    await hsm('init cluster --clock 2026-01-01T00:00:00Z');
    expect((await hsm('clock')).stdout).toBe('the clock stands at 2026-01-01T00:00:00.000Z\n');
    expect((await hsm('clock advance 94s')).stdout).toContain('00:01:34');
    expect((await hsm('clock back 1h')).stdout).toContain('2025-12-31T23:01:34');
    expect(await answer('clock set 2040-01-01')).toEqual({
      schemaVersion: 1,
      clock: { kind: 'standing', now: '2040-01-01T00:00:00.000Z' },
    });
    const run = await runCommand(['hsm', 'clock', 'real'], {
      cwd: cluster,
      now: 0,
      env: { MOFN_HSM: '.' },
    });
    expect(run.stdout).toBe('the clock shows 1970-01-01T00:00:00.000Z\n');
  });

  it.each(['set', 'advance', 'jump 3s', 'real 3s', 'set noon', 'advance soon'])(
    'refuses %s',
    async (words) => {
      await hsm('init cluster');
      expect(await hsm(`clock ${words}`)).toMatchObject({ code: 2, stdout: '' });
    },
  );
});

describe('hsm fault', () => {
  it('adds, lists and clears', async () => {
    await hsm('init cluster');
    await hsm("fault add 'server=1 command=createUser error=RET_FAULT'");
    await hsm('fault drop server=0');
    await hsm('fault slow ms=5');
    expect((await hsm('fault')).stdout).toBe(
      '1: server=1 command=createUser error=RET_FAULT\n2: drop server=0\n3: slow ms=5\n',
    );
    await hsm('fault clear 2');
    expect(await answer('fault list')).toEqual({
      schemaVersion: 1,
      faults: ['server=1 command=createUser error=RET_FAULT', 'slow ms=5'],
    });
    expect((await hsm('fault clear')).stdout).toBe('no faults\n');
    for (const words of ['clear 1', 'clear x', 'list x', 'remove', 'drop server=2']) {
      expect(await hsm(`fault ${words}`)).toMatchObject({ code: 2, stdout: '' });
    }
  });
});

describe('hsm explain, dump, load, log and logout', () => {
  async function refuse() {
    await hsm('init cluster --officers 2 --clock 2026-01-01');
    await hsm("exec 'loginHSM CO officer1 wrong-password'");
  }

  it('explain says what was refused, where and why', async () => {
    await hsm('init cluster --officers 2');
    expect((await hsm('explain')).stdout).toBe('nothing was refused\n');
    await hsm("exec 'loginHSM CO officer1 wrong-password'");
    const [first, ...rest] = (await hsm('explain')).stdout.split('\n');
    expect(first).toMatch(/^loginHSM was refused, \d seconds? ago$/);
    expect(rest).toEqual([
      '  on server 0(10.0.2.14), RET_USER_LOGIN_FAILURE: wrong password for officer1; 5 more will lock the user',
      '  on server 1(10.0.1.4), RET_USER_LOGIN_FAILURE: wrong password for officer1; 5 more will lock the user',
      '',
    ]);
    expect(await answer('explain')).toMatchObject({
      command: 'loginHSM',
      refusals: [
        {
          server: 0,
          error: 'RET_USER_LOGIN_FAILURE',
          code: 'password-wrong',
          reason: 'wrong password for officer1; 5 more will lock the user',
        },
        { server: 1 },
      ],
    });
  });

  it('dump is a secret file, and load brings it back', async () => {
    await refuse();
    expect((await hsm('dump --out before.json')).code).toBe(0);
    expect(fs.statSync(path.join(folder, 'before.json')).mode & 0o777).toBe(0o600);
    expect(await hsm('dump --out before.json')).toMatchObject({ code: 3, stdout: '' });
    const before = (await hsm('dump')).stdout;
    await hsm("exec 'loginHSM CO officer1 wrong-password'");
    expect((await hsm('dump')).stdout).not.toBe(before);
    expect(await hsm('load before.json')).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('--force'),
    });
    expect(await hsm('load before.json --force')).toMatchObject({ code: 0, stdout: '' });
    expect((await hsm('dump')).stdout).toBe(before);
    const copied = await hsm('load - --hsm copy', before);
    expect([copied.code, copied.stderr]).toEqual([0, '']);
    expect((await hsm('dump --hsm copy')).stdout).toBe(before);
  });

  it.each(['show', 'log', 'log verify', "exec 'listUsers'", 'dump'])(
    '%s says that the folder of an older log is missing',
    async (command) => {
      await hsm('init cluster --quiet');
      fs.rmSync(path.join(cluster, 'server-1', 'log'), { recursive: true });
      const { code, stdout, stderr } = await hsm(command);
      expect([code, stdout]).toEqual([5, '']);
      expect(stderr).toContain(
        'server-1/log: the folder of the older part of the audit log is missing',
      );
      expect(stderr).toContain('hint: ');
    },
  );

  it('load refuses what is no dump', async () => {
    await hsm('init cluster');
    for (const text of ['', '{', '{}', '[]', 'null']) {
      const { code, stdout, stderr } = await hsm('load - --force', text);
      expect([text, code, stdout]).toEqual([text, 3, '']);
      expect(stderr).toContain('hint: ');
    }
  });

  it('log has the layout of the real one, and its chain is checked', async () => {
    await refuse();
    expect((await hsm('log --server 1')).stdout).toBe(
      [
        'Time: 01/01/26 00:00:00.000000, usecs:1767225600000000',
        'Sequence No : 0x0',
        'Reboot counter : 0x1',
        'Command Type(hex) : CN_MGMT_CMD (0x0)',
        'Opcode : CN_LOGIN (0xd)',
        'Session Handle : 0x0',
        'Response : 163:HSM Error: RET_USER_LOGIN_FAILURE',
        'Log type : MGMT_USER_DETAILS_LOG (2)',
        'User Name : officer1',
        'User Type : CN_CRYPTO_OFFICER (2)',
        '',
      ].join('\n'),
    );
    expect(await hsm('log --server 2')).toMatchObject({ code: 2, stdout: '' });
    const log = await answer('log');
    const servers = log['servers'] as { head: { hash: string }; records: { hash: string }[] }[];
    expect(servers[1]).toMatchObject({
      records: [{ sequence: 1, reason: { code: 'password-wrong', user: 'officer1', left: 5 } }],
      reasons: [{ sequence: 1, reason: 'wrong password for officer1; 5 more will lock the user' }],
    });
    expect(servers[1]?.records[0]?.hash).toBe(servers[1]?.head.hash);
    // The chain is one that others can follow: SHA-256 of the record without its hash.
    const { hash, ...record } = servers[1]?.records[0] ?? { hash: '' };
    expect(createHash('sha256').update(JSON.stringify(record)).digest('hex')).toBe(hash);

    const head = servers[1]?.head.hash ?? '';
    await hsm("exec 'loginHSM CO officer1 wrong-password'");
    const verified = await hsm(`log verify --expect-head ${head}`);
    expect(verified.code).toBe(0);
    expect(verified.stdout).toMatch(
      /^server 0\(10\.0\.2\.14\): 6 records, whole, head [0-9a-f]{64}\n/,
    );
    const rewritten = await hsm(`log verify --expect-head ${'0'.repeat(64)}`);
    expect(rewritten.code).toBe(1);
    expect(rewritten.stdout).toContain('no log holds the head 000');
    expect((await hsm('log verify --expect-head 12')).code).toBe(2);
  });

  it('a console that was killed is not logged in', async () => {
    await hsm('init cluster --officers 2');
    const child = spawn(process.execPath, ['bin/cloudhsm_mgmt_util'], {
      env: { ...process.env, MOFN_HSM: cluster },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.write('loginHSM CO officer1 password\n');
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (piece: Buffer) => {
        if (piece.includes('success on server 1')) resolve();
      });
    });
    const alive = async () => {
      const { servers } = (await answer('show')) as { servers: { sessions: object[] }[] };
      return servers.map(({ sessions }) => sessions);
    };
    const session = { user: 'officer1', pid: child.pid, alive: true };
    expect(await alive()).toEqual([[session], [session]]);
    const remove = [
      "exec 'loginHSM CO officer2 password' 'deleteUser CO officer1'",
      'I\n',
    ] as const;
    expect((await hsm(...remove)).stdout).toContain('deleteUser failed');
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    expect(await alive()).toEqual([[{ ...session, alive: false }], [{ ...session, alive: false }]]);
    expect(await hsm(...remove)).toMatchObject({ code: 0 });
    const { stdout } = await hsm('log --server 1');
    const opcodes = [...stdout.matchAll(/^Opcode : (\w+)|^User Name : (\w+)/gm)].map(
      ([, opcode, name]) => opcode ?? name,
    );
    expect(opcodes.join(' ')).toContain(
      'CN_APP_FINALIZE officer2 CN_APP_FINALIZE officer1 CN_LOGIN officer2 CN_DELETE_USER officer1',
    );
  });

  it('logout ends a session of another container, which cannot be seen', async () => {
    await hsm('init cluster --officers 1');
    const elsewhere = { ...identifyProcess(), pidNamespace: 'pid:[1]' };
    for (const server of openCluster(cluster, { process: elsewhere }).hsms) {
      const login = { op: 'login', type: 'CO', name: 'officer1', password: 'password' } as const;
      expect(await server.execute(login)).toMatchObject({ ok: true });
    }
    expect((await hsm('show')).stdout).toContain('session of officer1, process');
    expect((await hsm('logout --all')).stderr).toBe('2 sessions ended\n');
    expect((await hsm('show')).stdout).not.toContain('session of');
  });

  it('no name or path reaches a terminal as it is', async () => {
    const name = 'a\u001b[2J\u202e';
    const run = (...words: string[]) => runCommand(['hsm', ...words], { cwd: folder });
    const texts = [
      await run('init', name),
      await run('init', name),
      await run('show', '--hsm', name),
      await run('show', '--hsm', `${name}/none`),
      await run('fault', 'add', `error=${name}`, '--hsm', name),
      await run('clock', 'set', name, '--hsm', name),
      await run('clock', name, '--hsm', name),
      await run('load', name, '--hsm', name),
      await run('log', 'verify', '--expect-head', name, '--hsm', name),
      await run('run', '--', name),
    ].map(({ stdout, stderr }) => stdout + stderr);
    for (const text of texts) {
      expect(text).toContain('a\\x1b[2J\\u202e');
      expect(text).not.toContain('\u001b');
      expect(text).not.toContain('\u202e');
    }
  });

  it('logout ends sessions when all are meant', async () => {
    await hsm('init cluster --officers 1');
    expect((await hsm('logout')).code).toBe(2);
    expect(await hsm('logout --all')).toMatchObject({ code: 0, stderr: '0 sessions ended\n' });
  });
});
