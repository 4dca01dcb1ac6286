import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../src/cli/context.ts';
import { runDgst } from '../../src/cli/dgst/run-dgst.ts';
import type { DgstCase } from './cases.ts';
import { copyFixtures } from './fixtures.ts';

/** What a run left behind, as far as the two tools must agree. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: Buffer;
  /** The first line of stderr that is no line of OpenSSL's error queue. */
  readonly stderr: string;
  /** Each file of the folder by its name: SHA-256 and size. */
  readonly files: Readonly<Record<string, string>>;
  /** The output file's bytes, where there is one. */
  readonly out: Buffer | undefined;
}

/** Runs the real openssl, without a terminal. */
export function runOpenssl(test: DgstCase, fixtures: string): Outcome {
  return runProcess('openssl', ['dgst', ...test.args], test, fixtures);
}

/** Runs mofn: within this process, or as one of its own where it might ask on a terminal. */
export async function runMofn(test: DgstCase, fixtures: string): Promise<Outcome> {
  if (test.prompts === true || process.env['MOFN_LONG'] === '1') {
    const mofn = join(import.meta.dirname, '../../bin/mofn');
    return runProcess(process.execPath, [mofn, 'dgst', ...test.args], test, fixtures);
  }
  const folder = copyFixtures(fixtures);
  const { context, stdout, stderr } = makeContext(folder, test);
  const code = await runDgst(test.args, context);
  return collect(folder, code, Buffer.concat(stdout), Buffer.concat(stderr));
}

function runProcess(
  program: string,
  args: readonly string[],
  test: DgstCase,
  fixtures: string,
): Outcome {
  const folder = copyFixtures(fixtures);
  // setsid takes the terminal away that whoever runs the tests may have.
  const { status, stdout, stderr }: SpawnSyncReturns<Buffer> = spawnSync(
    'setsid',
    ['--wait', program, ...args],
    {
      cwd: folder,
      input: test.stdin ?? '',
      env: { PATH: process.env['PATH'], ...test.env },
    },
  );
  return collect(folder, status, stdout, stderr);
}

function makeContext(
  cwd: string,
  { stdin = '', env = {} }: DgstCase,
): { context: Context; stdout: Buffer[]; stderr: Buffer[] } {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  const collectInto = (pieces: Buffer[]) => ({
    isTTY: false,
    columns: 80,
    write: (data: string | Uint8Array) => {
      pieces.push(Buffer.from(data));
    },
  });
  const context: Context = {
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

function collect(folder: string, code: number | null, stdout: Buffer, stderr: Buffer): Outcome {
  const lines = stderr.toString('utf8').split('\n');
  const files: Record<string, string> = {};
  let out: Buffer | undefined;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const bytes = read(join(folder, entry.name), entry);
    files[entry.name] = `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`;
    if (entry.name === 'out') out = bytes;
  }
  rmSync(folder, { recursive: true });
  return {
    code,
    stdout,
    stderr: lines.find((line) => !ERROR_QUEUE_LINE.test(line)) ?? '',
    files,
    out,
  };
}

function read(path: string, entry: Dirent): Buffer {
  if (entry.isSymbolicLink()) return Buffer.from(readlinkSync(path));
  return entry.isFile() ? readFileSync(path) : Buffer.alloc(0);
}
