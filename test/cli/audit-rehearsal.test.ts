/**
 * Ceremonies on an emulated cluster, from the request to the audit. What was done is what is typed here: the audit has
 * to come to the same by the HSMs' logs alone.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { makeOfficerFolder } from '../support/officer-folder.ts';
import { policyFile } from '../support/policy-file.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';

const OFFICERS = ['officer1', 'officer2', 'officer3'];
const LOGIN = 'loginHSM CO officer1 password';

let model: string;
let folder: string;

beforeAll(() => {
  model = makeOfficerFolder();
  const users = OFFICERS.map((name) => ({ name, key: join(model, 'roster', `${name}.pub`) }));
  const seed = { users, mValues: { userManagement: 2 } };
  writeFileSync(join(model, 'seed.json'), JSON.stringify(seed));
  // officer1 asks, and the two others approve
  writeFileSync(join(model, 'policy.toml'), policyFile());
});
afterAll(() => rmSync(model, { recursive: true, force: true }));
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-rehearsal-'));
  await done(['hsm', 'init', 'cluster', '--from', join(model, 'seed.json'), '-q']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(words: readonly string[], options: RunOptions = {}): Promise<CommandRun> {
  const env = { MOFN_HSM: join(folder, 'cluster'), ...options.env };
  return runCommand(words, { cwd: folder, ...options, env });
}

async function done(words: readonly string[], options: RunOptions = {}): Promise<CommandRun> {
  const result = await run(words, options);
  expect(result.code, `${words.join(' ')}\n${result.stdout}${result.stderr}`).toBe(0);
  return result;
}

const exec = (stdin: string, ...commands: string[]): Promise<CommandRun> =>
  run(['hsm', 'exec', ...commands], { stdin });

/**
 * What is asked for, and officer2 and officer3 sign it with the token.
 *
 * @param operation what they are told; nothing where they sign blindly
 */
async function approve(token: string, operation: string | undefined, name: string): Promise<void> {
  if (operation !== undefined) {
    const words = ['--token', token, '--operation', operation, '--expires', '10m', '-q'];
    await done(['request', 'new', ...words, '-o', `${name}.json`]);
  }
  for (const [at, officer] of ['officer2', 'officer3'].entries()) {
    const key = ['--key', join(model, `${officer}.key`), '-q'];
    const request =
      operation === undefined
        ? []
        : ['--request', `${name}.json`, '--request-out', `${name}.json`, '--force'];
    const out = token.endsWith('.json')
      ? ['--as', officer, '--write']
      : ['-o', `${token}.sig${at + 2}`];
    await done(['sign', token, ...key, ...request, ...out]);
  }
}

/** At the classic console. */
async function createClassic(name: string, isAsked = true): Promise<void> {
  await exec('', LOGIN, `getToken 3 officer1 ${name}.token`);
  await approve(`${name}.token`, isAsked ? `createUser CU ${name}` : undefined, name);
  const approvers = ['officer2', 'officer3'].flatMap((officer) => [
    '--approver',
    `${officer}=${name}.token.sig${officer.slice(-1)}`,
  ]);
  await done(['approval', 'new', '--token', `${name}.token`, ...approvers, '-o', `${name}.txt`]);
  const { stdout } = await exec(
    'y\nI\n',
    LOGIN,
    `approveToken ${name}.txt`,
    `createUser CU ${name} password`,
    'logoutHSM',
  );
  expect(stdout).toContain(`Creating User ${name}(CU) on 2 nodes`);
}

/** At that of the newer client, whose token goes with the log-in. */
async function createSdk5(name: string): Promise<void> {
  const token = `${name}.token.json`;
  async function* typed(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('login --username officer1 --role admin --password password\n');
    yield Buffer.from(`quorum token-sign generate --service user --token ${token}\n`);
    while (!existsSync(join(folder, token))) await wait(5);
    await approve(token, `user create --username ${name} --role crypto-user`, name);
    const create = `user create --username ${name} --role crypto-user --password password`;
    yield Buffer.from(`${create} --approval ${token}\nlogout\nquit\n`);
  }
  const { stdout } = await run(['hsm', 'cli', '--', 'interactive'], { stdin: typed });
  expect(stdout).toContain(`"username": "${name}"`);
}

async function audit(words: readonly string[]): Promise<CommandRun> {
  await done(['hsm', 'log', '--format', 'aws', '--out-dir', 'streams', '--force', '-q']);
  const logs = ['--log', 'streams/stream-0.log', '--log', 'streams/stream-1.log'];
  return run(['audit', ...logs, ...words]);
}

describe('after ceremonies at both consoles', () => {
  it('all is covered; and what was done besides is found, with its time and session', async () => {
    await createClassic('bob');
    await createSdk5('carol');
    const asked = ['--request', 'bob.json', '--request', 'carol.json'];
    const policy = ['--policy', join(model, 'policy.toml')];
    const sets = ['--set', 'bob.txt', '--set', 'carol.token.json'];
    const clean = await audit([...asked, ...policy, ...sets]);
    expect(clean.code, clean.stdout).toBe(0);
    expect(clean.stdout).toContain('yes: 2 guarded operations in 2 logs, each covered');

    // The quorum signs one more token, and nobody has said what for.
    const begun = Date.now();
    await createClassic('eve', false);
    const { code, stdout } = await audit([...asked, ...policy, '--json']);
    expect(code).toBe(1);
    const { findings, operations } = JSON.parse(stdout);
    const found = findings.map((one: { code: string; operation: number }) => [
      one.code,
      operations[one.operation].operation,
    ]);
    expect(found).toEqual([['uncovered', 'createUser CU eve']]);
    const eve = operations[findings[0].operation];
    expect(eve).toMatchObject({ actor: 'officer1', request: null });
    expect(Date.parse(eve.time)).toBeGreaterThanOrEqual(begun);
    expect(eve.done.map(({ stream }: { stream: string }) => stream)).toEqual([
      'streams/stream-0.log',
      'streams/stream-1.log',
    ]);
  });

  it('what one HSM alone has done is found', async () => {
    await done(['hsm', 'fault', 'add', 'server=1', 'command=createUser', 'error=RET_MAX_USERS']);
    await createClassic('dora');
    const { code, stdout } = await audit(['--request', 'dora.json']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'covered by dora.json\n    not on every HSM: streams/stream-1.log refused it: ',
    );
  });
});
