/**
 * The first file of the process. It takes the machine code that is kept beside the bundles, where this V8
 * takes it, and keeps that of a bundle of which there is none, as `module.enableCompileCache` would, which
 * Node 20 has not. A clone has it from the build (scripts/write-code-cache.cjs), an installed package from
 * its first start.
 */
import {
  closeSync,
  fchmodSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import type { Script } from 'node:vm';
import { codeCacheOf, createLoader } from './load-bundle.ts';

const load = createLoader(__dirname, {
  read: (filename) => readIfThere(codeCacheOf(filename)),
  compiled(filename, script, wasKept) {
    if (!wasKept) keepAtTheEnd(filename, script);
  },
});

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

const missing: (readonly [filename: string, script: Script])[] = [];

/** By then the functions that this command needs are compiled. What is of the bundle alone is kept: no data. */
function keepAtTheEnd(filename: string, script: Script): void {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return;
  if (missing.length === 0) process.once('exit', keepAll);
  missing.push([filename, script]);
}

/** Whoever may not write there goes on without. */
function keepAll(): void {
  try {
    for (const [filename, script] of missing) {
      // Nobody may read half of it, also not after a power cut.
      const beside = `${filename}.${process.pid}.tmp`;
      const file = openSync(beside, 'wx');
      try {
        writeFileSync(file, script.createCachedData());
        fchmodSync(file, 0o644);
        fdatasyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(beside, codeCacheOf(filename));
    }
  } catch {
    // It costs the next start what it has cost this one.
  }
}

const { start, leaveAtOnce } = load('./start.cjs') as typeof import('./start.ts');
void start().then(leaveAtOnce);
