/**
 * The first file of the process: loads the bundles beside it with the machine code that was kept when
 * they were built (scripts/write-code-cache.cjs), where this V8 takes it; else they are compiled as
 * ever. It is what `module.enableCompileCache` does, which Node 20 has not.
 */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

type CompileFunction = (
  exports: unknown,
  require: NodeJS.Require,
  module: NodeJS.Module,
  filename: string,
  folder: string,
) => void;

const CACHED = '.cache';

// What `Module.wrap` puts around a CommonJS module; importing node:module for it would take longer
// than it takes to sign.
const HEAD = '(function (exports, require, module, __filename, __dirname) { ';
const FOOT = '\n});';

require.extensions['.cjs'] = (module, filename) => {
  // The bundles are ASCII.
  const wrapped = `${HEAD}${readFileSync(filename, 'latin1')}${FOOT}`;
  const cachedData = readIfThere(filename + CACHED);
  const script = new Script(
    wrapped,
    cachedData === undefined ? { filename } : { filename, cachedData },
  );
  const compiled = script.runInThisContext() as CompileFunction;
  const load = ((id: string) => module.require(id)) as NodeJS.Require;
  load.resolve = require.resolve;
  compiled.call(module.exports, module.exports, load, module, filename, dirname(filename));
};

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

const { start } = require('./start.cjs') as typeof import('./start.ts');
void start();
