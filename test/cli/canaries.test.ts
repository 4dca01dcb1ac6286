import { execFileSync } from 'node:child_process';
import { createPrivateKey, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { howMany } from '../support/how-many.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { type RunOptions, runCommand } from '../support/run-command.ts';

let folder: string;

beforeAll(async () => {
  folder = makeOfficerFolder();
  await runCommand(['hsm', 'init', 'cluster', '--officers', '2'], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Route {
  readonly name: string;
  readonly words: (canary: string) => readonly string[];
  readonly options?: (canary: string) => RunOptions;
  readonly code: number;
}

const inEnvironment = (canary: string): RunOptions => ({ env: { CANARY: canary } });
const onStdin = (canary: string): RunOptions => ({ stdin: `${canary}\n` });
const withWords = (words: string) => () => words.split(' ');
const SIGN = 'sign officer1.token --key locked.key --force -o sig';

/** Ways in which a pass phrase comes into the program, right ones and wrong ones. */
const ROUTES: readonly Route[] = [
  { name: 'env', words: withWords(`${SIGN} --passin env:CANARY`), options: inEnvironment, code: 0 },
  { name: 'stdin', words: withWords(`${SIGN} --passin stdin`), options: onStdin, code: 0 },
  { name: 'file', words: withWords(`${SIGN} --passin file:secret.txt --json`), code: 0 },
  { name: 'pass', words: (canary) => [...SIGN.split(' '), '--passin', `pass:${canary}`], code: 0 },
  { name: 'no source', words: (canary) => [...SIGN.split(' '), '--passin', canary], code: 2 },
  {
    name: 'a misspelt source',
    words: (canary) => [...SIGN.split(' '), '--passin', `pas:${canary}`],
    code: 2,
  },
  {
    name: 'a wrong one',
    words: (canary) => [...SIGN.split(' '), '--passin', `pass:x${canary}`],
    code: 4,
  },
  {
    name: 'in a broken container',
    words: withWords('sign officer1.token --key broken.key --passin file:secret.txt'),
    code: 4,
  },
  {
    name: 'verify',
    words: withWords(
      'verify officer1.token -s officer1.token.sig1 -k locked.key --passin file:secret.txt --json',
    ),
    code: 0,
  },
  {
    name: 'key show',
    words: withWords('key show locked.key --passin env:CANARY --json'),
    options: inEnvironment,
    code: 0,
  },
  {
    name: 'key new',
    words: withWords('key new --passout env:CANARY --force -o new.key --json'),
    options: inEnvironment,
    code: 0,
  },
  {
    name: 'key convert',
    words: withWords(
      'key convert locked.key --passin file:secret.txt --passout env:CANARY --force -o new.key',
    ),
    options: inEnvironment,
    code: 0,
  },
  {
    name: 'key register-token',
    words: withWords('key register-token officer1 -k locked.key --passin file:secret.txt --force'),
    code: 0,
  },
  {
    name: 'dgst',
    words: withWords('dgst -sha256 -sign locked.key -passin file:secret.txt officer1.token'),
    code: 0,
  },
  {
    name: 'dgst, a wrong one',
    words: (canary) => [
      'dgst',
      '-sign',
      'locked.key',
      '-passin',
      `pass:x${canary}`,
      'officer1.token',
    ],
    code: 1,
  },
  {
    name: 'dgst, no source',
    words: (canary) => ['dgst', '-sign', 'locked.key', '-passin', canary, 'officer1.token'],
    code: 1,
  },
  {
    name: 'registerMofnPubKey',
    words: () => [
      'hsm',
      'exec',
      'loginHSM CO officer1 password',
      'registerMofnPubKey CO some_text officer1 locked.key',
    ],
    options: (canary) => ({ stdin: `y\n${canary}\n`, env: { MOFN_HSM: join(folder, 'cluster') } }),
    code: 0,
  },
];

/** Each way twice, at least. */
const COUNT = howMany(2 * ROUTES.length, 200);

describe('pass phrases', () => {
  it(`${COUNT} canaries turn up in no output, error, note and state file`, async () => {
    const found: string[] = [];
    const seen = new Set<string>();
    for (let number = 0; number < COUNT; number++) {
      const route = ROUTES[number % ROUTES.length] as Route;
      const canary = `canary${randomBytes(8).toString('hex')}`;
      lockKey(canary);
      writeFileSync(join(folder, 'secret.txt'), `${canary}\n`);
      const { code, stdout, stderr } = await runCommand(route.words(canary), {
        cwd: folder,
        ...route.options?.(canary),
      });
      expect(code, `${route.name}: ${stderr}`).toBe(route.code);
      rmSync(join(folder, 'secret.txt'));
      const places = { stdout, stderr, ...readAll(folder) };
      for (const [place, text] of Object.entries(places)) {
        if (text.includes(canary)) found.push(`${route.name}: ${place}`);
      }
      seen.add(route.name);
    }
    expect(found).toEqual([]);
    expect(seen.size).toBe(ROUTES.length);
  }, 60_000);

  const strace = requireProgram('strace');
  it.skipIf(!strace.has)(`are handed to no other process ${strace.label}`, () => {
    lockKey('canary');
    writeFileSync(join(folder, 'secret.txt'), 'canary\n');
    for (const words of [
      'sign officer1.token --key locked.key -q',
      'dgst -sign locked.key officer1.token',
    ]) {
      const log = join(folder, 'trace');
      const passin = words.startsWith('dgst') ? '-passin' : '--passin';
      const [command = '', ...rest] = words.split(' ');
      execFileSync(
        'strace',
        [
          '-f',
          '-o',
          log,
          '-e',
          'trace=execve,execveat',
          process.execPath,
          resolve('bin/mofn'),
          command,
          passin,
          'file:secret.txt',
          ...rest,
        ],
        { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const started = readFileSync(log, 'utf8').match(/execve(at)?\(/g);
      expect(started).toHaveLength(1);
    }
  });
});

/** The officer's key under the canary, and one that breaks when it is opened. */
function lockKey(canary: string): void {
  const key = createPrivateKey(readFileSync(join(folder, 'officer1.key')));
  const encryption = { cipher: 'aes-256-cbc', passphrase: canary };
  const pem = key.export({ type: 'pkcs8', format: 'pem', ...encryption }).toString();
  writeFileSync(join(folder, 'locked.key'), pem, { mode: 0o600 });
  const lines = pem.split('\n');
  // In the first block of the ciphertext, where the structure of the key is.
  lines[3] = lines[3]?.replace(/^.{40}/, 'A'.repeat(40)) ?? '';
  writeFileSync(join(folder, 'broken.key'), lines.join('\n'), { mode: 0o600 });
}

/** All files below a folder, as text of one character a byte. */
function readAll(root: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root, name)).isFile())
      .map((name) => [name, readFileSync(join(root, name), 'latin1')]),
  );
}
