import path from 'node:path';

import { build, type Plugin } from 'esbuild';

/** So that what the program makes is, byte for byte, what the test itself would (vitest.config.ts). */
const CHEAP_PASSWORDS: Plugin = {
  name: 'cheap-passwords',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/password-cost\.ts$/ }, () => ({
      path: path.join(import.meta.dirname, 'password-cost.ts'),
    }));
  },
};

/**
 * Makes a program of a TypeScript file, for tests that need processes of their own to race or to kill:
 * Node 20 cannot run TypeScript, and what is built in dist/ has no such programs.
 *
 * @param source path of the file, from the root of the project
 * @param folder where to put the program; the caller removes it
 * @returns path of a script for `node`
 */
export async function bundleProgram(source: string, folder: string): Promise<string> {
  const outfile = path.join(folder, `${path.basename(source, '.ts')}.cjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
    plugins: [CHEAP_PASSWORDS],
  });
  return outfile;
}
