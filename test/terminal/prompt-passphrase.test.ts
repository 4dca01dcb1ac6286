import { createPrivateKey, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOfficerFolder } from '../support/officer-folder.ts';

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
): Promise<Session> {
  const out = mkdtempSync(join(tmpdir(), 'mofn-prompt-'));
  const mofn = `${process.execPath} ${resolve('bin/mofn')}`;
  const pidFile = join(out, 'pid');
  // The command gets its own name for its process, so that a signal can be sent to it alone.
  const script =
    `sh -c 'echo $$ > ${pidFile}; exec ${mofn} ${words} -o ${out}/sig'; echo "code=$?"; ` +
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
      if (!acted && printed.includes(PROMPT)) {
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
        written: existsSync(join(out, 'sig')),
      });
      rmSync(out, { recursive: true, force: true });
    });
  });
}

const SIGN = 'sign officer1.token --key locked.key --yes -q';
const RESTORED = 'echo icanon isig';

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
      'sign - --key locked.key -q --json < officer1.token',
      (terminal) => terminal.write(`${SECRET}\r`),
    );
    expect(session.code).toBe(0);
    const answer = /\{.*\}/.exec(session.printed)?.[0] ?? '{}';
    expect(JSON.parse(answer).signatureBase64).toBe(sign('sha256', token, key).toString('base64'));
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each([
    ['Ctrl-C', '\x03', 4],
    ['Ctrl-\\', '\x1c', 4],
    ['Ctrl-Z', '\x1a', 4],
    ['Ctrl-D', '\x04', 4],
    ['Ctrl-C after some letters', 'pass\x03', 4],
    ['a wrong one', 'wrong\r', 4],
  ])('%s: echo restored, nothing written', async (_name, keys, code) => {
    const session = await runOnTerminal(SIGN, (terminal) => terminal.write(keys));
    expect(session).toMatchObject({ code, terminal: RESTORED, written: false });
    expect(session.printed.match(/error: /g)).toHaveLength(1);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('%s: echo restored, nothing written', async (signal, code) => {
    const session = await runOnTerminal(SIGN, (_terminal, pidFile) => {
      process.kill(Number(readFileSync(pidFile, 'utf8')), signal);
    });
    expect(session).toMatchObject({ code, terminal: RESTORED, written: false });
  });
});
