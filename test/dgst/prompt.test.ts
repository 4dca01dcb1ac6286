import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { howMany, sample } from '../support/how-many.ts';
import { OpensslAnswers, requireOpensslAnswers } from '../support/openssl/answers.ts';
import { copyFixtures, makeFixtures, PASSPHRASE } from '../support/openssl/fixtures.ts';

const openssl = requireOpensslAnswers();
const answers = new OpensslAnswers<Session>('dgst-prompt');
const MOFN = `${process.execPath} ${join(import.meta.dirname, '../../bin/mofn')}`;

/** What was seen on a terminal, and what is known afterwards. */
interface Session {
  /** All that the terminal showed, as it came. */
  readonly shown: string;
  readonly code: string;
  /** Whether the terminal echoes again, and takes lines again. */
  readonly modes: string;
  /** Size and checksum of the output file. */
  readonly out: string;
}

describe.skipIf(!openssl.has)(`the prompt of dgst, on a terminal ${openssl.label}`, () => {
  let fixtures: string;

  beforeAll(() => {
    fixtures = makeFixtures();
  });
  afterAll(() => {
    rmSync(fixtures, { recursive: true, force: true });
    answers.save();
  });

  const enter = `${PASSPHRASE}\r`;
  const SESSIONS: readonly (readonly [string, string, string])[] = [
    ['PKCS#8', '-sign new.key -out out msg', enter],
    ['the old format', '-sign old.key -out out msg', enter],
    ['PKCS#12', '-sign rsa.p12 -out out msg', enter],
    ['-prverify', '-prverify new.key -signature sig -out out msg', enter],
    ['a line feed instead of Enter', '-sign new.key -out out msg', `${PASSPHRASE}\n`],
    ['backspace', '-sign new.key -out out msg', `correct horsx\x7fe\r`],
    ['a line that is taken back', '-sign new.key -out out msg', `wrong\x15${enter}`],
    ['a wrong pass phrase', '-sign new.key -out out msg', 'wrong\r'],
    ['an empty pass phrase', '-sign new.key -out out msg', '\r'],
    ['a missing message', '-sign new.key -out out nothing', enter],
    ['the message on standard input', '-sign new.key -out out <msg', enter],
    ['a message through a pipe', '-sign old.key -out out <pipe', enter],
    ['an output that cannot be opened', '-sign new.key -out nowhere/out msg', ''],
  ];

  test.each(sample(SESSIONS, howMany(4, SESSIONS.length)))('%s', async (_, words, keys) => {
    const question = `dgst ${words}, and ${JSON.stringify(keys)}`;
    const theirs = await answers.to(question, () => hold('openssl', words, keys, fixtures));
    const ours = await hold(MOFN, words, keys, fixtures);
    expect(ours).toEqual(theirs);
    expect(ours.modes).toBe('echo icanon isig');
    expect(ours.shown).not.toContain('correct');
  });

  const KEYS: readonly (readonly [string, string])[] = [
    ['Ctrl-C', '\x03'],
    ['Ctrl-\\', '\x1c'],
    ['Ctrl-Z', '\x1a'],
    ['Ctrl-D', '\x04'],
  ];

  test.each(sample(KEYS, howMany(2, KEYS.length)))(
    '%s ends it, with the terminal as it was',
    async (_, key) => {
      const { shown, ...rest } = await hold(MOFN, '-sign new.key -out m2 msg', key, fixtures);
      expect(shown).toBe(
        'Enter pass phrase for new.key:\r\nCould not read private key from new.key\r\n',
      );
      expect(rest).toEqual({ code: '1', modes: 'echo icanon isig', out: '' });
    },
  );
});

/** openssl shows its prompt first and turns the echo off then: how long to wait, in milliseconds. */
const POLLING_PAUSE = 20;

const END = '=====end';

function echoes(terminal: string): boolean {
  const { stdout } = spawnSync('stty', ['-a', '-F', terminal], { encoding: 'utf8' });
  return !/ -echo /.test(stdout);
}

// OpenSSL's error queue belongs to one build.
const ERROR_QUEUE_LINE = /^[0-9A-F]{12,}:error:.*\r\n/gm;

/** Runs a tool in a shell on a terminal of its own, and types when the echo has been turned off. */
async function hold(tool: string, words: string, keys: string, fixtures: string): Promise<Session> {
  const folder = copyFixtures(fixtures);
  const script = [
    'tty',
    'mkfifo pipe; cat msg >pipe &',
    'printf "=====\\n"',
    `${tool} dgst ${words}`,
    'code=$?',
    'printf "=====%s\\n" "$code"',
    'stty -a | tr " ;" "\\n\\n" | grep -E "^-?(echo|icanon|isig)$" | sort | tr "\\n" " "',
    'printf "\\n=====\\n"',
    'test -e out && cksum <out',
    `printf "${END}"`,
    // What has not been read when the shell ends may be lost: it waits until it has been.
    'read -r _',
  ].join('\n');
  const terminal = spawn('bash', ['-c', script], { cwd: folder, cols: 200, rows: 50 });
  let seen = '';
  let typed = false;
  await new Promise<void>((resolve) => {
    terminal.onExit(() => resolve());
    terminal.onData((data) => {
      seen += data;
      if (seen.endsWith(END)) terminal.write('\r');
      if (typed || !/pass phrase.*:$/.test(seen)) return;
      typed = true;
      const type = (): void => {
        if (echoes(seen.split('\r\n')[0] ?? '')) setTimeout(type, POLLING_PAUSE);
        else terminal.write(keys);
      };
      type();
    });
  });
  rmSync(folder, { recursive: true });
  const [, shown = '', after = '', out = ''] = seen.split('=====');
  if (!seen.includes(END)) throw new Error(`it ended before: ${seen}`);
  const [code = '', modes = ''] = after.split('\r\n');
  return {
    shown: shown.replace(/^\r\n/, '').replace(ERROR_QUEUE_LINE, ''),
    code,
    modes: modes.trim(),
    out: out.trim(),
  };
}
