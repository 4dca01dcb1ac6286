import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { buildSync } from 'esbuild';

/**
 * Makes a program of a TypeScript file, for tests that need processes of their own to race or to kill:
 * Node 20 cannot run TypeScript, and what is built in dist/ has no such programs.
 *
 * @param source path of the file, from the root of the project
 * @returns path of a script for `node`, in a temporary folder that goes with this process
 */
export function bundleProgram(source: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mofn-program-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = path.join(folder, 'program.cjs');
  buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  return outfile;
}
