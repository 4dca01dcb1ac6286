/**
 * Hostile names and texts through every command and every format, found by the table of commands, so that a
 * command that comes later is in it too.
 */
import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawn as spawnOnTerminal } from '@lydell/node-pty';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { escapeUnsafe } from '../../src/printable.ts';
import { encodeString, encodeUint32 } from '../../src/signer/encodings/ssh-wire.ts';
import { awsLog, userLog } from '../support/aws-log.ts';
import { expectHarmless, HOSTILE } from '../support/hostile-text.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { requestFile } from '../support/request-file.ts';
import { runCommand } from '../support/run-command.ts';
import { mfaFile, registrationFile, sha256 } from '../support/sdk5-files.ts';

const ROOT = resolve('.');
const H = HOSTILE;

/** Words of command lines, by command: each meets a hostile name, and prints no data of a file. */
const LINES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  demo: [['--keep', H]],
  sign: [
    [`${H}.token`, '--key', `${H}.key`, '--out', `${H}.sig`],
    [`${H}.token`, `${H}.json`, '--key', `${H}.key`, '--out-dir', `${H}.d`],
    ['officer1.token', '--key', H, '--out', 'sig'],
    [`${H}.token`, '--key', `${H}.key`, '-o', 'sig', '--request', H, '--request-out', H],
    ['officer1.token', '--key', 'officer1.key', '-o', 'sig', '--policy', H],
    [
      `${H}.token`,
      '--key',
      `${H}.key`,
      '-o',
      'sig',
      '--request',
      `${H}.request.json`,
      '--request-out',
      `${H}.out.json`,
    ],
    ['officer1.token', '--signer', `pkcs11:token=${encodeURIComponent(H)}`, '--out', 'sig'],
    ['officer1.token', '--signer', `ssh-agent:${H}`, '--out', 'sig'],
    ['officer1.token', '--signer', H, '--out', 'sig'],
    ['officer1.token', '--key', 'locked.key', '--passin', `env:${H}`, '--out', 'sig'],
    ['officer1.token', '--key', 'locked.key', '--passin', `file:${H}`, '--out', 'sig'],
    [H, '--key', `${H}.key`, '--expect-digest', H],
    [`${H}.json`, '--key', `${H}.key`, '--as', 'officer1', '--out', 'signed.json'],
    [`${H}.sound.json`, '--key', `${H}.key`, '--as', 'officer1', '--out', 'signed.json'],
    [`${H}.sound.json`, '--key', `${H}.key`, '--as', H],
    [`${H}.mfa.json`, '--key', `${H}.key`, '--out', 'signed.json'],
    [`${H}.registration.json`, '--key', `${H}.key`, '--out', 'signed.json'],
  ],
  verify: [
    [`${H}.token`, '-s', `${H}.bad`, '-k', `${H}.pub`],
    [`${H}.token`, '-s', `${H}.bad`, '-k', `${H}.roster`, '--explain'],
    [`${H}.token`, '-s', H, '-k', `${H}.pub`],
  ],
  'token show': [[`${H}.token`], [`${H}.json`], [H]],
  'request new': [
    ['--token', `${H}.token`, '--operation', 'createUser CU bob', '--reason', H, '--out', `${H}.r`],
    ['--token', H, '--operation', 'createUser CU bob'],
    ['--token', 'officer1.token', '--operation', H],
    ['--token', 'officer1.token', '--operation', `createUser ${H} bob`],
    ['--token', 'officer1.token', '--operation', `user delete --${H} bob`],
    ['--token', 'officer1.token', '--operation', 'createUser CU bob', '--expires', H],
    ['--requester', H, '--service', '3', '--operation', 'createUser CU bob'],
  ],
  'request bind': [
    [H, '--token', `${H}.token`],
    [`${H}.request`, '--token', `${H}.token`],
    [`${H}.draft`, '--token', `${H}.token`, '--out', `${H}.r`],
    [`${H}.draft`, '--token', H],
  ],
  'request show': [[`${H}.request`], [`${H}.draft`], [`${H}.twice`], [H]],
  'request verify': [
    [`${H}.request`, '--roster', `${H}.roster`, '--token', `${H}.token`],
    [`${H}.request`, '--roster', H],
    [`${H}.request`, '--token', `${H}.json`],
    [H],
  ],
  'request combine': [
    [`${H}.request`, `${H}.request`, '--out', `${H}.r`],
    [`${H}.request`, 'request.json'],
    [`${H}.twice`],
    [H],
  ],
  'evidence make': [
    ['.', '--spent', `${H}.token`, '--out', `${H}.zip`],
    ['.', '--spent', `${H}.token`, '--out', `${H}.made.zip`],
    ['.', '--roster', `${H}.roster`, '--before', H, '--out', 'evidence.zip'],
    [H, '--out', 'evidence.zip'],
  ],
  audit: [
    ['--log', `${H}.log`, '--request', `${H}.request`, '--roster', `${H}.roster`],
    ['--log', `${H}.log`, '--set', `${H}.json`, '--json'],
    ['--log', `${H}.log`, '--log', `${H}.log`],
    ['--log', H, '--from', H],
    ['--log', H],
    ['--log', `${H}.token`],
    ['--log', 'hsm-0.log', '--request', `${H}.twice`],
  ],
  'approval new': [
    ['--token', H, '--approver', `officer1=${H}`, '--out', `${H}.txt`],
    ['--token', H, '--approver', H],
  ],
  'approval add': [
    [H, H],
    [`${H}.txt`, H, '--write'],
    ['approval.txt', `${H}=x`, '--write'],
  ],
  'approval remove': [
    [`${H}.txt`, `x${H}`, '--write'],
    [H, H],
  ],
  'approval set': [
    [`${H}.txt`, '--approver', H],
    [H, '--token', H],
  ],
  'approval fmt': [['--check', `${H}.txt`], [H]],
  'approval show': [[`${H}.txt`], ['--as', 'device', `${H}.txt`, 'approval.txt'], [H]],
  'approval lint': [
    [`${H}.txt`, 'lines.txt'],
    ['--no-files', `${H}.txt`],
    ['--fix', '--write', `${H}.txt`],
    ['--format', 'sarif', `${H}.txt`, 'lines.txt'],
    [H],
  ],
  'approval status': [
    [`${H}.txt`, '--roster', `${H}.roster`],
    ['approval.txt', '--roster', H],
    ['approval.txt', '--roster', 'roster', '--request', `${H}.request.json`],
    ['approval.txt', '--roster', 'roster', '--request', H],
    ['lines.txt', '--roster', `${H}.roster`],
  ],
  'approval combine': [
    [`${H}.txt`, '--out', `${H}.all`],
    ['approval.txt', `${H}.bad`, '--roster', `${H}.roster`, '--out', `${H}.all`],
    ['approval.txt', `officer1=${H}`, '--out', `${H}.all`],
    ['approval.txt', H],
  ],
  'approval convert': [
    [`${H}.txt`, '--to', 'sdk5', '--out', `${H}.all`],
    ['approval.txt', '--to', 'sdk5', '--out', H],
    [`${H}.json`, '--to', 'classic', '--out-dir', `${H}.d`],
    [`${H}.json`, '--to', 'classic', '--out-dir', H, '--drop'],
    [`${H}.json`, '--to', 'sdk5'],
    [H, '--to', 'sdk5'],
  ],
  'digest words': [[`${H}.txt`], [`${H}.json`], [H]],
  'digest compare': [
    [`${H}.txt`, H],
    [`${H}.json`, 'topmost', H],
    [H, 'topmost'],
  ],
  'policy lint': [[`${H}.toml`, `${H}.wrong.toml`], [H], ['payment.toml', '--m-value', H]],
  'policy check': [
    [`${H}.toml`, '--set', `${H}.txt`],
    [`${H}.toml`, '--set', H],
    [`${H}.toml`, '--set', 'approval.txt'],
    [`${H}.wrong.toml`, '--set', 'approval.txt'],
    [`${H}.toml`, '--set', 'approval.txt', '--request', H],
  ],
  'policy sign': [
    [`${H}.toml`, '--key', `${H}.key`, '--out', `${H}.all`],
    [`${H}.wrong.toml`, '--key', `${H}.key`],
  ],
  'evidence verify': [
    [`${H}.zip`, '--roster', `${H}.roster`],
    ['bundle.zip', '--roster', H],
    [`${H}.txt`],
    [H],
  ],
  'evidence sign': [
    [`${H}.zip`, '--key', `${H}.key`, '--out', `${H}.all`],
    ['bundle.zip', '--key', `${H}.key`, '--as', H, '--out', `${H}.all`],
    [H, '--key', `${H}.key`],
  ],
  'policy verify': [
    [`${H}.signed`, '--roster', `${H}.roster`],
    [`${H}.toml`, '--roster', H],
  ],
  completion: [['fish'], [H]],
  'ceremony status': [
    ['.', '--roster', `${H}.roster`, '--required', '2'],
    ['.', '--roster', `${H}.roster`, '--format', 'markdown'],
    [H, '--roster', `${H}.roster`],
    ['.', '--roster', H],
  ],
  'ceremony lint': [[`${H}.ceremony`], [`${H}.wrong.toml`], [H]],
  'ceremony print': [[`${H}.ceremony`, '--out', `${H}.html`], [`${H}.ceremony`, '--out', H], [H]],
  'ceremony run': [
    [`${H}.ceremony`, '--dir', `${H}.held`, '--rehearse'],
    [`${H}.ceremony`, '--dir', `${H}.roster`, '--rehearse'],
    [`${H}.ceremony`, '--dir', `${H}.ceremony`],
    [H, '--dir', H],
  ],
  'key new': [
    ['--no-passphrase', '--out', `${H}.new`, '--quiet'],
    ['--no-passphrase', '--out', `${H}.key`],
    ['--passout', H, '--out', 'k'],
  ],
  'key show': [[`${H}.key`], [`${H}.pub`], [`${H}.roster`], [H]],
  'key convert': [['--no-passphrase', `${H}.key`, '--out', `${H}.pub`], [H]],
  'key public': [[`${H}.key`, '--out', `${H}.pub`], [`${H}.txt`]],
  'key register-token': [
    ['officer1', '--key', `${H}.key`, '--out-dir', `${H}.d`],
    [H, '--key', `${H}.key`],
  ],
  'hsm init': [
    [H],
    [`${H}.new`],
    ['new', '--from', `${H}.yaml`],
    ['new', '--servers', `${H}.cfg`],
    ['new', '--clock', H],
  ],
  'hsm console': [
    ['--hsm', `${H}.none`],
    [`${H}.cfg`, '--hsm', H],
  ],
  'hsm cli': [
    ['--hsm', `${H}.none`, '--', 'user', 'list'],
    ['--hsm', H, '--', H],
    ['--hsm', H, '--', 'user', H],
    ['--hsm', H, '--', 'user', 'list', `--${H}`],
    ['--hsm', H, '--', 'user', 'list', '--cluster-id', H],
    ['--hsm', H, '--', 'user', 'create', '--username', H, '--role', H],
    ['--hsm', H, '--', 'login', '--username', H, '--role', 'admin', '--password', H],
  ],
  'hsm configure-cli': [
    ['-a', H, '--log-level', H],
    [H, `--${H}`],
  ],
  'hsm exec': [
    ['--hsm', H, '--hints', 'loginHSM CO officer1 password', `approveToken ${H}.txt`],
    [
      '--hsm',
      H,
      '--hints',
      `approveToken ${H}`,
      `loginHSM CO ${H} x`,
      H,
      `getToken 3 officer1 ${H}/x`,
    ],
    ['--hsm', `${H}.none`, 'listUsers'],
  ],
  'hsm run': [
    ['--', H],
    ['--keep', '--', 'true'],
  ],
  page: [
    ['--out', `${H}.html`],
    ['--out', `${H}/none/x`],
  ],
  'hsm show': [
    ['--hsm', H],
    ['--hsm', `${H}.none`],
  ],
  'hsm clock': [
    ['--hsm', H, 'set', H],
    ['--hsm', H, H],
  ],
  'hsm fault': [
    ['--hsm', H, 'add', `error=${H}`],
    ['--hsm', H, H],
  ],
  'hsm explain': [
    ['--hsm', H],
    ['--hsm', `${H}.none`],
  ],
  'hsm doctor': [
    ['--hsm', H],
    ['--hsm', `${H}.none`],
    ['--dump', `${H}.json`],
  ],
  'hsm dump': [
    ['--hsm', H, '--out', `${H}.json`],
    ['--hsm', `${H}.none`],
  ],
  'hsm load': [
    ['--hsm', H, `${H}.json`],
    ['--hsm', `${H}.new`, H],
  ],
  'hsm log': [
    ['--hsm', H],
    ['--hsm', `${H}.none`],
  ],
  'hsm log verify': [
    ['--hsm', H, '--expect-head', H],
    ['--hsm', `${H}.none`],
  ],
  'hsm logout': [['--hsm', `${H}.none`, '--all']],
};

/** Commands whose JSON has no name that comes from outside. */
const WITHOUT_NAMES = ['hsm clock', 'hsm explain', 'hsm fault', 'hsm log', 'hsm log verify'];

const APPROVAL = `${H.replaceAll('\n', ' ')}
Multi Token File Path = ${H};
Token File Path = ${H}
Number of Approvals = 2;
Approver Type = 2;
Approver Name = ${H};
Approval File = ${H}.sig;
${H} = ${H};
Approver Type = 7;
Approver Name = officer2
Approval File = officer1.token.sig2;
`;

function sdk5Token(records: Buffer): string {
  const signature = Buffer.alloc(256, 7).toString('base64');
  return JSON.stringify({
    version: '2.0',
    service: H,
    key_reference: '0x01',
    approval_data: records.toString('base64'),
    token: createHash('sha256').update(records).digest('base64'),
    signatures: [{ username: H, role: H, signature }],
  });
}

let model: string;
let folder: string;

beforeAll(async () => {
  model = makeOfficerFolder();
  const read = (name: string): Buffer => readFileSync(join(model, name));
  const write = (name: string, data: string | Uint8Array): void =>
    writeFileSync(join(model, name), data, { mode: 0o600 });
  write(`${H}.token`, read('officer1.token'));
  write(`${H}.key`, read('officer1.key'));
  write(`${H}.pub`, read('officer1.pub'));
  write(`${H}.zip`, read('bundle.zip'));
  write(`${H}.bad`, Buffer.alloc(256, 7));
  write(`${H}.json`, sdk5Token(read('officer1.token')));
  write(
    `${H}.sound.json`,
    sdk5Token(read('officer1.token')).replace(/"key_reference":"0x01",/, ''),
  );
  const asked = JSON.parse(requestFile(read('officer1.token'), { reason: H }));
  const forged = [{ keyid: H, sig: Buffer.alloc(256, 7).toString('base64') }];
  write(`${H}.request.json`, JSON.stringify({ ...asked, signatures: forged }));
  write(`${H}.mfa.json`, mfaFile(sha256(read('officer1.token'))));
  write(`${H}.registration.json`, registrationFile(Buffer.from(H)));
  const key = createPrivateKey(read('officer1.key'));
  const locked = {
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'word',
  } as const;
  write('locked.key', key.export(locked));
  write(`${H}.locked`, key.export(locked));
  const script = read('ceremony.toml').toString();
  write(`${H}.ceremony`, script);
  const policy = read('payment.toml').toString();
  write(`${H}.toml`, policy);
  write(`${H}.signed`, read('payment.json'));
  const name = JSON.stringify(H);
  write(`${H}.wrong.toml`, `${policy}${name} = 1\n[people.${name}]\ngroups = [${name}]`);
  write(`${H}.txt`, APPROVAL);
  write('lines.txt', '::error::a\n  ##[group]b\n');
  write(
    `${H}.yaml`,
    JSON.stringify({ [H]: H, flavour: H, users: [{ type: 'CO', name: H, [H]: 1 }] }),
  );
  write(`${H}.cfg`, JSON.stringify({ servers: [{ hostname: H, port: H, [H]: 1 }] }));
  for (const name of [`${H}.d`, `${H}.roster`]) mkdirSync(join(model, name));
  write(`${H}.roster/${H}.pub`, 'no key');
  write(`${H}.roster/officer2.pub`, read('officer2.pub'));
  write(`${H}.log`, awsLog(userLog(1_700_000_060, [H, 'bob'], H)));
  const operation = ['--operation', 'createUser CU bob', '--reason', H, '--ticket', H];
  for (const words of [
    [`${H}.draft`, '--requester', 'officer1', '--service', '3'],
    [`${H}.request`, '--token', `${H}.token`],
  ]) {
    const made = await runCommand(['request', 'new', ...operation, '-o', ...words], { cwd: model });
    expect(made.code, made.stderr).toBe(0);
  }
  const request = JSON.parse(read(`${H}.request`).toString());
  const sig = Buffer.alloc(256, 7).toString('base64');
  write(`${H}.request`, JSON.stringify({ ...request, signatures: [{ keyid: H, sig }], [H]: H }));
  const twice = `{${JSON.stringify(H)}:1,${JSON.stringify(H)}:1,`;
  write(`${H}.twice`, read(`${H}.request`).toString().replace('{', twice));
  const init = await runCommand(['hsm', 'init', H, '--officers', '3'], { cwd: model });
  expect(init.code, init.stderr).toBe(0);
});
afterAll(() => rmSync(model, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-hostile-'));
  cpSync(model, folder, { recursive: true });
  return () => rmSync(folder, { recursive: true, force: true });
});

function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return runCommand(words, {
    cwd: folder,
    env: { GITHUB_ACTIONS: 'true', SSH_AUTH_SOCK: join(folder, H), TMPDIR: folder, ...env },
  });
}

/** dgst prints what openssl does. */
const SHOWN = DEFINITIONS.filter(({ raw }) => raw !== true);

it('every command has lines here', () => {
  expect(Object.keys(LINES).sort()).toEqual(SHOWN.map(({ path }) => path).sort());
});

describe.each(SHOWN)('$path', ({ path }) => {
  const lines = LINES[path] ?? [];

  it('prints no hostile name as it is', async () => {
    let printed = '';
    for (const words of lines) {
      const { stdout, stderr } = await run([...path.split(' '), ...words]);
      expectHarmless(stdout);
      expectHarmless(stderr);
      printed += stdout + stderr;
    }
    expect(printed).toContain('FORGED');
  });
});

const WITH_JSON = SHOWN.filter(({ options }) => 'json' in options);

describe.each(WITH_JSON)('$path --json', ({ path }) => {
  const lines = LINES[path] ?? [];

  it('prints no hostile name as it is, and has it whole', async () => {
    let isThere = false;
    for (const words of lines) {
      const { stdout, stderr } = await run([...path.split(' '), ...words, '--json']);
      expectHarmless(stderr);
      expectHarmless(stdout);
      for (const line of stdout.trimEnd().split('\n')) {
        if (line !== '')
          isThere ||= JSON.stringify(JSON.parse(line)).includes(JSON.stringify(H).slice(1, -1));
      }
    }
    expect(isThere || WITHOUT_NAMES.includes(path)).toBe(true);
  });
});

describe('approval lint', () => {
  it('for GitHub: every line is one of its findings', async () => {
    const words = ['approval', 'lint', '--format', 'github', `${H}.txt`, 'lines.txt'];
    const { stdout, stderr } = await run(words);
    expectHarmless(stderr);
    const lines = stdout.trimEnd().split('\n');
    for (const line of lines) {
      expect(line).toMatch(/^::(error|warning|notice) file=[^:,]+,line=\d+,col=\d+,/);
      expectHarmless(line.slice(2));
    }
    expect(stdout).toContain('file=%3A%3Aerror%3A%3Ax%0AFORGED');
  });
});

it('what is data stays as it is', async () => {
  const file = 'a\u001b[2J\u202e\u2028b';
  const { stdout } = await run(['approval', 'add', 'approval.txt', `officer3=${file}`]);
  expect(stdout).toContain(`= ${file};`);
});

it('prompts, without a terminal', () => {
  const words = ['sign', 'officer1.token', '--key', `${H}.locked`, '--out', 'sig'];
  const { status, stderr } = spawnSync(
    'setsid',
    ['-w', process.execPath, join(ROOT, 'bin/mofn'), ...words],
    {
      cwd: folder,
      input: 'word\n',
      encoding: 'utf8',
      env: { ...process.env, GITHUB_ACTIONS: 'true' },
    },
  );
  expect(status, stderr).toBe(0);
  expectHarmless(stderr);
  expect(stderr).toContain('Enter pass phrase for ::error::x\\nFORGED');
});

it('prompts, on the terminal itself', async () => {
  const words = ['sign', 'officer1.token', '--key', `${H}.locked`, '--yes', '-q', '--out', 'sig'];
  const terminal = spawnOnTerminal(process.execPath, [join(ROOT, 'bin/mofn'), ...words], {
    cwd: folder,
    cols: 400,
    env: { ...(process.env as Record<string, string>), NO_COLOR: '1' },
  });
  let printed = '';
  let asked = false;
  const code = await new Promise((done) => {
    terminal.onExit(({ exitCode }) => done(exitCode));
    terminal.onData((data) => {
      printed += data;
      if (asked || !printed.includes('.locked:')) return;
      asked = true;
      terminal.write('word\r');
    });
  });
  expect(code, printed).toBe(0);
  expect(printed).toContain(`Enter pass phrase for ${escapeUnsafe(H)}.locked:`);
  expect(printed.replaceAll('\r\n', '')).toBe(escapeUnsafe(printed.replaceAll('\r\n', '')));
});

it("agents' comments", async () => {
  const { n = '', e = '' } = createPublicKey(readFileSync(join(folder, 'officer1.pub'))).export({
    format: 'jwk',
  });
  const blob = Buffer.concat([
    encodeString('ssh-rsa'),
    encodeString(Buffer.from(e, 'base64url')),
    encodeString(Buffer.concat([Buffer.alloc(1), Buffer.from(n, 'base64url')])),
  ]);
  const keys = [blob, H, blob, H].map(encodeString);
  const body = Buffer.concat([Buffer.from([12]), encodeUint32(2), ...keys]);
  const agent = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.concat([encodeUint32(body.length), body])));
  });
  const socket = join(folder, 'agent');
  await new Promise<void>((done) => agent.listen(socket, done));
  const words = ['sign', 'officer1.token', '--signer', 'ssh-agent', '--out', 'sig'];
  const { stderr } = await run(words, { SSH_AUTH_SOCK: socket });
  agent.close();
  expectHarmless(stderr);
  expect(stderr).toContain('FORGED');
});

describe('a dump in which one text is hostile', () => {
  it('is refused or shown, and prints nothing as it is', async () => {
    const dump = await readDump();
    let refused = 0;
    for (const [index, [, changed]] of [...hostileVariants(dump)].entries()) {
      writeFileSync(join(folder, 'dump.json'), JSON.stringify(changed));
      const at = ['--hsm', `copy${index}`];
      const load = await run(['hsm', 'load', 'dump.json', ...at]);
      expectHarmless(load.stderr);
      if (load.code !== 0) {
        refused += 1;
        expect(load.stderr).not.toBe('');
        continue;
      }
      for (const verb of ['show', 'doctor', 'explain', 'log', 'log verify']) {
        for (const form of [[], ['--json']]) {
          const { stdout, stderr } = await run(['hsm', ...verb.split(' '), ...at, ...form]);
          expectHarmless(stdout + stderr);
        }
      }
      const { stdout, stderr } = await run([
        'hsm',
        'exec',
        ...at,
        'listUsers',
        'getHSMInfo',
        'info server 0',
      ]);
      expectHarmless(stdout + stderr);
    }
    expect(refused).toBeGreaterThan(20);
  });
});

/** What a cluster holds after a token, a session and a refusal. */
async function readDump(): Promise<unknown> {
  const login = 'loginHSM CO officer1 password';
  await runCommand(
    [
      'hsm',
      'exec',
      '--hsm',
      H,
      login,
      'setMValue 3 2',
      'getToken 3 officer1 t',
      'approveToken approval.txt',
    ],
    { cwd: folder, stdin: 'y\n' },
  );
  await run(['hsm', 'fault', '--hsm', H, 'add', 'server=1 command=createUser error=RET_X']);
  await run(['hsm', 'dump', '--hsm', H, '--out', 'dump.json']);
  return JSON.parse(readFileSync(join(folder, 'dump.json'), 'utf8'));
}

/** The value with one of its texts or member names hostile, for each place; of a list, the first. */
function* hostileVariants(
  value: unknown,
  place = '',
): Generator<[place: string, changed: unknown]> {
  if (typeof value === 'string') yield [place, H];
  if (Array.isArray(value) && value.length > 0) {
    for (const [where, changed] of hostileVariants(value[0], `${place}.0`)) {
      yield [where, [changed, ...value.slice(1)]];
    }
  } else if (typeof value === 'object' && value !== null) {
    yield [place, { ...value, [H]: H }];
    for (const [name, member] of Object.entries(value)) {
      for (const [where, changed] of hostileVariants(member, `${place}.${name}`)) {
        yield [where, { ...value, [name]: changed }];
      }
    }
  }
}
