import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runDgst } from '../../src/cli/commands/dgst/run-dgst.ts';
import type { World } from '../../src/cli/context.ts';
import { IS_LONG } from '../support/how-many.ts';
import { copyFixtures } from '../support/openssl/fixtures.ts';
import type { DgstCase } from './cases.ts';

/** What a tool answered. */
export interface Answer {
  readonly code: number | null;
  readonly stdout: Buffer;
  /** The first line of stderr that is no line of OpenSSL's error queue. */
  readonly stderr: string;
}

/** What a run left behind, as far as the two tools must agree. */
export interface Outcome extends Answer {
  /** The files that were made or changed, as {@link summarize} has them, and those that were removed. */
  readonly files: Readonly<Record<string, string>>;
  /** The output file's bytes, where there is one. */
  readonly out: Buffer | undefined;
}

/** Runs the real openssl, in a copy of the folder where it may write. */
export async function runOpenssl(test: DgstCase, fixtures: string): Promise<Outcome> {
  return runAside(test, fixtures, (folder) => askOpenssl(test, folder));
}

/** Runs mofn, in a copy of the folder where it may write. */
export function runMofn(test: DgstCase, fixtures: string): Promise<Outcome> {
  return runAside(test, fixtures, (folder) => askMofn(test, folder));
}

/** Each file of a folder by its name: size and SHA-256. */
export function summarize(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const bytes = entry.isFile() ? readFileSync(join(folder, entry.name)) : Buffer.alloc(0);
    files[entry.name] = `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`;
  }
  return files;
}

/** The real openssl, without a terminal. */
export function askOpenssl(test: DgstCase, folder: string): Answer {
  return askProcess('openssl', ['dgst', ...test.args], test, folder);
}

/** mofn: within this process, or as one of its own where it might ask on a terminal. */
export async function askMofn(test: DgstCase, folder: string): Promise<Answer> {
  if (test.prompts === true || IS_LONG) {
    const mofn = join(import.meta.dirname, '../../bin/mofn');
    return askProcess(process.execPath, [mofn, 'dgst', ...test.args], test, folder);
  }
  const { context, stdout, stderr } = makeContext(folder, test);
  const code = await runDgst(test.args, context);
  return makeAnswer(code, Buffer.concat(stdout), Buffer.concat(stderr));
}

function askProcess(program: string, args: readonly string[], test: DgstCase, cwd: string): Answer {
  // setsid takes the terminal away that whoever runs the tests may have.
  const { status, stdout, stderr }: SpawnSyncReturns<Buffer> = spawnSync(
    'setsid',
    ['--wait', program, ...args],
    { cwd, input: test.stdin ?? '', env: { PATH: process.env['PATH'], ...test.env } },
  );
  return makeAnswer(status, stdout, stderr);
}

function makeContext(
  cwd: string,
  { stdin = '', env = {} }: DgstCase,
): { context: World; stdout: Buffer[]; stderr: Buffer[] } {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  const collectInto = (pieces: Buffer[]) => ({
    isTTY: false,
    columns: 80,
    write: (data: string | Uint8Array) => {
      pieces.push(Buffer.from(data));
    },
  });
  const context: World = {
    stdin: {
      isTTY: false,
      async *pieces() {
        if (stdin !== '') yield Buffer.from(stdin);
      },
    },
    stdout: collectInto(stdout),
    stderr: collectInto(stderr),
    env,
    cwd,
    now: () => Date.now(),
  };
  return { context, stdout, stderr };
}

// `40F77F0000:error:…`: these belong to one build of OpenSSL.
const ERROR_QUEUE_LINE = /^[0-9A-F]{12,}:error:/;

function makeAnswer(code: number | null, stdout: Buffer, stderr: Buffer): Answer {
  const lines = stderr.toString('utf8').split('\n');
  return { code, stdout, stderr: lines.find((line) => !ERROR_QUEUE_LINE.test(line)) ?? '' };
}

/** The words with which a tool is told to write a file, or might believe it is. */
const WRITING = /^--?(out|writerand)(=|$)/;

async function runAside(
  { args }: DgstCase,
  fixtures: string,
  ask: (folder: string) => Answer | Promise<Answer>,
): Promise<Outcome> {
  if (!args.some((word) => WRITING.test(word))) {
    return { ...(await ask(fixtures)), files: {}, out: undefined };
  }
  const folder = copyFixtures(fixtures);
  const answer = await ask(folder);
  const before = summarize(fixtures);
  const after = summarize(folder);
  const names = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
  const files = Object.fromEntries(names.map((name) => [name, after[name] ?? 'removed']));
  const out = files['out'] === undefined ? undefined : readFileSync(join(folder, 'out'));
  rmSync(folder, { recursive: true });
  return { ...answer, files, out };
}
