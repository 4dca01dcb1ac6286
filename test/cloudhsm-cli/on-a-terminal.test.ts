/**
 * The documented sessions with questions, on a real terminal: one after the other in one console, on a cluster
 * in a folder that is new when they begin.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConsolePty } from '../support/console-pty.ts';
import { runCommand } from '../support/run-command.ts';
import { correctGolden, readGoldenSlips, readGoldens, slipOf } from './documented/goldens.ts';
import { PROMPT, takeApart } from './documented/session.ts';
import { approveFile, keyOf, signDigestsOf } from './documented/stage.ts';

const GOLDENS = new Map(readGoldens().map((golden) => [golden.id, golden]));
const SLIPS = readGoldenSlips();
const SECRET = 'password';

let folder: string;
let pty: ConsolePty;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-terminal-'));
  const { code } = await runCommand(['hsm', 'init', 'cluster'], { cwd: folder });
  expect(code).toBe(0);
  pty = new ConsolePty({
    program: 'cloudhsm-cli',
    args: ['interactive'],
    cwd: folder,
    // So wide that no command of the sessions wraps.
    columns: 200,
    env: { MOFN_HSM: join(folder, 'cluster') },
  });
  await pty.waitFor(PROMPT);
});
afterAll(() => {
  pty.kill();
  rmSync(folder, { recursive: true, force: true });
});

type Outside = Readonly<Record<number, () => void>>;

/** The text of a golden, with its files in the working directory. */
function sessionOf(id: string): string {
  const golden = GOLDENS.get(id);
  if (golden === undefined) throw new Error(`there is no ${id}`);
  return correctGolden(golden, slipOf(golden, SLIPS)).replaceAll(/\/(?:path|home)\//g, '');
}

/**
 * Types a golden, each line at its prompt, and holds what the terminal shows to it.
 *
 * @param outside what happens before the line of that number is typed
 */
async function play(id: string, outside: Outside = {}): Promise<void> {
  const text = sessionOf(id);
  const { exchanges } = takeApart(text, SECRET);
  let shown = PROMPT;
  for (const [at, { printed, typed }] of exchanges.entries()) {
    // The first prompt stands there already.
    if (at > 0) shown += await pty.waitFor(printed.slice(printed.lastIndexOf('\n') + 1));
    outside[at]?.();
    pty.type(`${typed}\r`);
  }
  shown += await pty.waitFor(PROMPT);
  expect(shown.slice(0, -PROMPT.length), id).toBe(text.replaceAll('\n', '\r\n'));
}

/** Types commands that answer at once, and wants them done. */
async function type(...commands: readonly string[]): Promise<void> {
  for (const command of commands) {
    pty.type(`${command}\r`);
    expect(await pty.waitFor(PROMPT), command).toContain('"error_code": 0,');
  }
}

function edit(file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** Signs the digests of a file, as a holder of a key does. */
function sign(file: string, holder: string, publicKey?: string): void {
  edit(file, (text) => signDigestsOf(text, holder));
  if (publicKey !== undefined) writeFileSync(join(folder, publicKey), keyOf(holder).publicPem);
}

async function register(name: string): Promise<void> {
  await type(
    `login --username ${name} --role admin --password ${SECRET}`,
    `quorum token-sign generate --service registration --token ${name}.registration`,
  );
  sign(`${name}.registration`, name, `${name}.pub`);
  await type(
    `user change-quorum token-sign register --public-key ${name}.pub --signed-token ${name}.registration`,
    'logout',
  );
}

const LOG_IN = `login --username admin --role admin --password ${SECRET}`;

function create(name: string, role: 'admin' | 'crypto-user'): string {
  return `user create --username ${name} --role ${role} --password ${SECRET}`;
}

it('shows the documented bytes where the console asks', async () => {
  await play('cluster/activate');
  await play('login/admin-with-a-prompt');
  await play('user/create');
  await type(...['admin1', 'admin2', 'admin3', 'test_user'].map((name) => create(name, 'admin')));
  await type(...['bob', 'cu1', 'crypto_user1'].map((name) => create(name, 'crypto-user')));
  await play('user/change-password');
  await play('user/change-mfa', { 1: () => sign('myfile', 'cu1', 'mypemfile') });
  await play('user/change-mfa-and-quorum', {
    3: () => sign('unsigned-tokens.json', 'crypto_user1', 'officer1.pub'),
  });
  await type('user create --username admin_username --role admin --password admin_password');
  await playSingleCommand();
  await giveTestUserSecondFactor();
  await play('login/logout');
  await play('login/with-a-prompt');
  await play('login/logout');
  await play('login/mfa-token-sign', { 2: () => sign('valid.token', 'test_user') });
  await play('login/logout');

  for (const name of ['admin2', 'admin3']) await register(name);
  await type(LOG_IN, 'quorum token-sign set-quorum-value --service user --value 2');
  await play('user/create-without-token');
  await play('quorum/generate-user-path');
  edit('tfile', (text) => approveFile(text, ['admin2', 'admin3']));
  renameToken();
  await play('user/create-with-token');
  await play('user/delete-after-token-spent');
  pty.type('quit\r');
  expect((await pty.waitForExit()).code).toBe(0);
}, 60_000);

/** The page has the token under another name when it is used. */
function renameToken(): void {
  writeFileSync(join(folder, 'admin.token'), readFileSync(join(folder, 'tfile')));
}

async function giveTestUserSecondFactor(): Promise<void> {
  const text = sessionOf('user/change-mfa').replaceAll('cu1', 'test_user');
  const [first, second] = takeApart(text, SECRET).exchanges;
  pty.type(`${first?.typed.replace('crypto-user', 'admin')}\r`);
  await pty.waitFor(':');
  sign('myfile', 'test_user', 'mypemfile');
  pty.type(`${second?.typed}\r`);
  await pty.waitFor('file path:');
  await type('mypemfile');
}

/** The single command of a page, in a process of its own beside the console. */
async function playSingleCommand(): Promise<void> {
  const [, command = '', text = ''] =
    /^\$ cloudhsm-cli ([^\n]+)\n(.*)$/ms.exec(sessionOf('modes/single-command')) ?? [];
  const single = new ConsolePty({
    program: 'cloudhsm-cli',
    args: command.split(' '),
    cwd: folder,
    env: {
      MOFN_HSM: join(folder, 'cluster'),
      CLOUDHSM_ROLE: 'admin',
      CLOUDHSM_PIN: 'admin_username:admin_password',
    },
  });
  let shown = '';
  for (const { printed, typed } of takeApart(text, SECRET).exchanges) {
    shown += await single.waitFor(printed.trimStart());
    single.type(`${typed}\r`);
  }
  const { code, printed } = await single.waitForExit();
  expect({ code, shown: shown + printed }).toEqual({
    code: 0,
    shown: text.replaceAll('\n', '\r\n'),
  });
}
