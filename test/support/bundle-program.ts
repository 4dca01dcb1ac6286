import path from 'node:path';

import { buildSync } from 'esbuild';

/**
 * Makes a program of a TypeScript file, for tests that need processes of their own to race or to kill:
 * Node 20 cannot run TypeScript, and what is built in dist/ has no such programs.
 *
 * @param source path of the file, from the root of the project
 * @param folder where to put the program; the caller removes it
 * @returns path of a script for `node`
 */
export function bundleProgram(source: string, folder: string): string {
  const outfile = path.join(folder, `${path.basename(source, '.ts')}.cjs`);
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
