import { execFileSync } from 'node:child_process';

/** Tests of the installed program run dist/: it is built anew first, so that it is never an old one. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--cli'], { stdio: 'inherit' });
}
