/**
 * Before all tests: the program is built anew where its sources have changed, and the run gets a folder of its own,
 * with the temporary folder of all that the tests start. After them nothing may be left in that.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS_FOLDER } from './keys.ts';
import { IS_RECORDING } from './openssl/answers.ts';
import { recordFixtures } from './openssl/record-fixtures.ts';
import { makeScratchFolder } from './scratch-folder.ts';

export function setup(): () => void {
  // Tests of the installed program run dist/, which is never an old one. A run over mutants has it as it is.
  if (process.env['MOFN_BUILT'] !== '1') {
    execFileSync(process.execPath, ['scripts/build.mjs', '--changed'], { stdio: 'inherit' });
  }

  if (IS_RECORDING) recordFixtures();
  const run = makeScratchFolder();
  const temporary = join(run, 'tmp');
  const keys = join(run, 'keys');
  for (const folder of [temporary, keys]) mkdirSync(folder);
  // The workers, and what they start, are given this environment.
  process.env['TMPDIR'] = temporary;
  process.env[KEYS_FOLDER] = keys;

  return () => {
    const left = readdirSync(temporary, { recursive: true, encoding: 'utf8' });
    rmSync(run, { recursive: true, force: true });
    if (left.length === 0) return;
    console.error(`left in the temporary folder by tests:\n  ${left.slice(0, 20).join('\n  ')}`);
    process.exitCode = 1;
  };
}
