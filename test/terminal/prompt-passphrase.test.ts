import { createPrivateKey, sign } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IS_LONG, sample } from '../support/how-many.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

const SECRET = 'pass phräse';
const PROMPT = 'Enter pass phrase for locked.key:';
const PATIENCE = 60_000;

let folder: string;

beforeAll(() => {
  folder = makeOfficerFolder();
  const key = createPrivateKey(readFileSync(join(folder, 'officer1.key')));
  const encryption = { cipher: 'aes-256-cbc', passphrase: Buffer.from(SECRET) };
  const pem = key.export({ type: 'pkcs8', format: 'pem', ...encryption });
  writeFileSync(join(folder, 'locked.key'), pem, { mode: 0o600 });
});
beforeAll(() => runCommand('hsm init cluster --quiet'.split(' '), { cwd: folder }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Session {
  readonly printed: string;
  readonly code: number;
  /** Whether the terminal echoed and made lines and signals when the command had ended. */
  readonly terminal: string;
  readonly written: boolean;
}

/**
 * Runs the installed command under a shell on a pty; the shell reports afterwards what the command
 * left of the terminal. `act` gets the terminal when the prompt is there.
 */
function runOnTerminal(
  words: string,
  act: (terminal: IPty, pidFile: string) => void,
  prompt = PROMPT,
): Promise<Session> {
  const out = mkdtempSync(join(tmpdir(), 'mofn-prompt-'));
  const mofn = `${process.execPath} ${resolve('bin/mofn')}`;
  const pidFile = join(out, 'pid');
  // The command gets its own name for its process, so that a signal can be sent to it alone. Ctrl-C
  // interrupts the shell, too, which goes on here to report.
  const script =
    `trap : INT; ulimit -c 0; sh -c 'echo $$ > ${pidFile}; exec ${mofn} ${words.replace('OUT', `${out}/sig`)}'; echo "code=$?"; ` +
    `stty -a | tr -s ' ;' '\\n' | grep -xE -e '-?(echo|icanon|isig)' | sort | tr '\\n' ' '; echo end; read -r _`;
  return new Promise((done, fail) => {
    const terminal = spawn('bash', ['-c', script], {
      cwd: folder,
      cols: 200,
      env: { ...(process.env as Record<string, string>), NO_COLOR: '1' },
    });
    const timer = setTimeout(() => {
      terminal.kill('SIGKILL');
      fail(new Error(`no end; printed ${JSON.stringify(printed)}`));
    }, PATIENCE);
    let printed = '';
    let acted = false;
    terminal.onData((data) => {
      printed += data;
      if (!acted && printed.includes(prompt)) {
        acted = true;
        act(terminal, pidFile);
      }
      // What has not been read when the shell ends may be lost: it waits until it has been.
      const report = /code=(\d+)\r\n(.*?)end\r\n/s.exec(printed);
      if (report === null) return;
      terminal.write('\r');
      clearTimeout(timer);
      done({
        printed,
        code: Number(report[1]),
        terminal: report[2]?.trim() ?? '',
        written: (statSync(join(out, 'sig'), { throwIfNoEntry: false })?.size ?? 0) > 0,
      });
      rmSync(out, { recursive: true, force: true });
    });
  });
}

const SIGN = 'sign officer1.token --key locked.key --yes -q -o OUT';
const RESTORED = 'echo icanon isig';

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
] as const;

/** Every place that turns the echo off, and how it asks. */
const WITHOUT_ECHO = [
  [SIGN, PROMPT],
  ['dgst -sha256 -sign locked.key -out OUT officer1.token', PROMPT],
  ['key new -o OUT', 'Enter pass phrase for '],
  ['hsm console --hsm cluster', 'aws-cloudhsm>'],
] as const;

describe('the pass phrase at the terminal', () => {
  it.each([
    ['as it is', `${SECRET}\r`],
    ['with a line feed', `${SECRET}\n`],
    ['after backspaces over letters of one and of two bytes', 'pass phrxö\x7f\x08äse\r'],
    ['after Ctrl-U', `something else\x15${SECRET}\r`],
    ['after Ctrl-W', `pass wrong\x17phräse\r`],
  ])('%s opens the key, unseen', async (_name, keys) => {
    const session = await runOnTerminal(SIGN, (terminal) => terminal.write(keys));
    expect(session).toMatchObject({ code: 0, terminal: RESTORED, written: true });
    expect(session.printed).not.toMatch(/phrä|wrong|else/);
    expect(session.printed).toContain(`${PROMPT}\r\ncode=0`);
  });

  it('is asked for there even where standard input is the message', async () => {
    const token = readFileSync(join(folder, 'officer1.token'));
    const key = createPrivateKey(readFileSync(join(folder, 'officer1.key')));
    const before = readdirSync(folder);
    const session = await runOnTerminal(
      'sign - --key locked.key -q --json -o OUT < officer1.token',
      (terminal) => terminal.write(`${SECRET}\r`),
    );
    expect(session.code).toBe(0);
    const answer = /\{.*\}/.exec(session.printed)?.[0] ?? '{}';
    expect(JSON.parse(answer).signatureBase64).toBe(sign('sha256', token, key).toString('base64'));
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each([
    ['Ctrl-C', '\x03', 130],
    ['Ctrl-\\', '\x1c', 130],
    ['Ctrl-Z', '\x1a', 130],
    ['Ctrl-D', '\x04', 4],
    ['Ctrl-C after some letters', 'pass\x03', 130],
    ['a wrong one', 'wrong\r', 4],
  ])('%s: echo restored, nothing written', async (_name, keys, code) => {
    const session = await runOnTerminal(SIGN, (terminal) => terminal.write(keys));
    expect(session).toMatchObject({ code, terminal: RESTORED, written: false });
    // Who ends it by a signal knows why it ended.
    expect(session.printed.match(/error: /g) ?? []).toHaveLength(code === 130 ? 0 : 1);
  });

  it.each(
    WITHOUT_ECHO.flatMap(([words, prompt], at) =>
      (at === 0 || IS_LONG ? SIGNALS : sample(SIGNALS.slice(2), 1)).map(
        ([signal, code]) => [words, signal, code, prompt] as const,
      ),
    ),
  )('mofn %s: echo restored after %s, nothing written', async (words, signal, code, prompt) => {
    const stop = (_terminal: IPty, pidFile: string): void => {
      process.kill(Number(readFileSync(pidFile, 'utf8')), signal);
    };
    const session = await runOnTerminal(words, stop, prompt);
    expect(session).toMatchObject({ code, terminal: RESTORED, written: false });
  });
});
