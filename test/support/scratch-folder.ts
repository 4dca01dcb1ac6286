import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IS_LONG } from './how-many.ts';

/** Where Linux has a file system in memory, in which waiting until bytes are on disk takes no time. */
const MEMORY = '/dev/shm';

/** More than a run of the tests writes. */
const ENOUGH_BYTES = 2 ** 31;

/**
 * Makes the folder of a run: in memory where that is large and lets programs run, as nothing that is
 * tried by default outlives the machine; the long tests have the disk that people have.
 */
export function makeScratchFolder(): string {
  const parent =
    !IS_LONG && process.env['TMPDIR'] === undefined && canUseMemory() ? MEMORY : tmpdir();
  return mkdtempSync(join(parent, 'mofn-tests-'));
}

function canUseMemory(): boolean {
  let folder: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ENOUGH_BYTES) return false;
    folder = mkdtempSync(join(MEMORY, 'mofn-tests-'));
    const script = join(folder, 'script');
    writeFileSync(script, '#!/bin/sh\n', { mode: 0o700 });
    return spawnSync(script).status === 0;
  } catch {
    return false;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}
