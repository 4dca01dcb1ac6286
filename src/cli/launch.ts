/**
 * The first file of the process. It takes the machine code that was kept when the bundles were built
 * (scripts/write-code-cache.cjs), where this V8 takes it, as `module.enableCompileCache` would, which
 * Node 20 has not.
 */
import { readFileSync } from 'node:fs';
import { codeCacheOf, createLoader } from './load-bundle.ts';

const load = createLoader(__dirname, { read: (filename) => readIfThere(codeCacheOf(filename)) });

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

const { start } = load('./start.cjs') as typeof import('./start.ts');
void start();
