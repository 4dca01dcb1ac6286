import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsolePty } from '../support/console-pty.ts';
import { IS_LONG } from '../support/how-many.ts';
import { runCommand } from '../support/run-command.ts';
import { inputOf, pipedTextOf, readSession, type Session } from './documented/session.ts';
import { PASS_PHRASE, Stage, type StateName } from './documented/stage.ts';

const PROMPT = 'aws-cloudhsm>';
const CONFIG = 'cluster/cloudhsm_mgmt_util.cfg';

/** Who is logged in: officer1, unless the session begins without. */
const SESSIONS: readonly (readonly [string, StateName, 'officer1' | 'nobody'])[] = [
  ['01-list-users-before-registration', 'activated', 'nobody'],
  ['02-register-mofn-pub-key', 'activated', 'officer1'],
  ['03-list-users-after-registration', 'registered', 'officer1'],
  ['04-set-m-value', 'registered', 'officer1'],
  ['05-get-m-value', 'm-is-2', 'officer1'],
  ['06-create-user-without-token', 'm-is-2', 'officer1'],
  ['07-get-token', 'm-is-2', 'officer1'],
  ['08-approve-token', 'token', 'officer1'],
  ['09-list-tokens-approved', 'approved', 'officer1'],
  ['10-create-user-with-token', 'approved', 'officer1'],
  ['11-list-users-with-user1', 'user1', 'officer1'],
  ['12-delete-user-token-spent', 'user1', 'officer1'],
  ['13-list-tokens-empty', 'user1', 'officer1'],
  ['20-min-value-get-3', 'm-is-2', 'officer1'],
  ['21-min-value-get-4', 'm-is-2', 'officer1'],
  ['22-min-value-set-4', 'm-is-2', 'officer1'],
  ['23-min-value-get-4-after', 'm-of-4-is-2', 'officer1'],
];

const LOG_IN = 'loginHSM CO officer1 password';
const LOGGED_IN = [
  'loginHSM success on server 0(10.0.2.14)',
  'loginHSM success on server 1(10.0.1.4)',
  '',
].join('\n');

let stage: Stage;
beforeAll(() => {
  stage = new Stage();
});
afterAll(() => stage.remove());

/** Those that need a process and a terminal each; a few of them have every kind of prompt. */
const FEW = /^(02-register|04-set|07-get|08-approve|10-create)/;
const ON_TERMINAL = IS_LONG ? SESSIONS : SESSIONS.filter(([name]) => FEW.test(name));

describe.each(ON_TERMINAL)('session %s', (name, state, who) => {
  it('shows the documented bytes on a terminal', async () => {
    const session = readSession(name, PASS_PHRASE);
    const pty = new ConsolePty({ cwd: await stage.copyOf(state), args: [CONFIG] });
    try {
      await pty.waitFor(PROMPT);
      if (who === 'officer1') {
        pty.type(`${LOG_IN}\r`);
        await pty.waitFor(PROMPT);
      }
      expect(PROMPT + (await play(session, pty))).toBe(session.text.replaceAll('\n', '\r\n'));
    } finally {
      pty.kill();
    }
  });
});

describe.each(SESSIONS)('session %s', (name, state, who) => {
  it('shows them over a pipe, without what was typed', async () => {
    const session = readSession(name, PASS_PHRASE);
    const logIn = who === 'officer1' ? `${LOG_IN}\n` : '';
    const folder = await stage.copyOf(state);
    const input = `${logIn}${inputOf(session)}quit\n`;
    const printed = await pipe(folder, input);
    const start = printed.indexOf(PROMPT) + (who === 'officer1' ? PROMPT.length : 0);
    const loggedIn = who === 'officer1' ? LOGGED_IN : '';
    expect(printed.slice(start)).toBe(
      `${loggedIn}${pipedTextOf(session)}${PROMPT}\n\ndisconnecting from servers, please wait...\n`,
    );
  });
});

/** Types the session's lines, each at its prompt. @returns what the terminal shows of it */
async function play(session: Session, pty: ConsolePty): Promise<string> {
  let shown = '';
  for (const [at, { printed, typed }] of session.exchanges.entries()) {
    // The first prompt stands there already.
    if (at > 0) shown += await pty.waitFor(printed.slice(printed.lastIndexOf('\n') + 1));
    pty.type(`${typed}\r`);
  }
  shown += await pty.waitFor(PROMPT);
  return shown.slice(0, -PROMPT.length);
}

async function pipe(cwd: string, stdin: string): Promise<string> {
  const { code, stdout, stderr } = await runCommand(['hsm', 'console', '--hsm', 'cluster'], {
    cwd,
    stdin,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

it('are all of the folder', () => {
  const files = readdirSync(fileURLToPath(new URL('../golden/sessions', import.meta.url)));
  expect(files.sort()).toEqual(SESSIONS.map(([name]) => `${name}.txt`));
});
