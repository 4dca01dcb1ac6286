// How long another program's change of a file can still be lost to `--write` or `--force`: from the last look
// at what is there until the new file has its place.
import fs, { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPlace } from '../dist/modules/files/place.js';
import { putInPlace } from '../dist/modules/files/put-in-place.js';

export const title = 'Replacing a file: from the last look at it until the new one is there';

const WRITES = 2_000;

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-bench-'));
  try {
    const windows = measure(folder);
    return [
      ...rows(
        'until rename(2) is called',
        windows.map(({ called }) => called),
      ),
      ...rows(
        'until it has returned',
        windows.map(({ returned }) => returned),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rows(what, times) {
  times.sort((one, other) => one - other);
  const at = (part) => `${times[Math.floor(part * (WRITES - 1))].toFixed(0)} µs`;
  return [
    { what: `${what}: half of the writes`, figure: at(0.5) },
    { what: `${what}: 99 of 100`, figure: at(0.99) },
  ];
}

/** @returns the window of each write, in microseconds */
function measure(folder) {
  const { lstatSync, renameSync } = fs;
  const windows = [];
  let looked = 0n;
  const sinceLook = () => Number(process.hrtime.bigint() - looked) / 1_000;
  fs.lstatSync = (...words) => {
    looked = process.hrtime.bigint();
    return lstatSync(...words);
  };
  fs.renameSync = (...words) => {
    const called = sinceLook();
    renameSync(...words);
    windows.push({ called, returned: sinceLook() });
  };
  const file = join(folder, 'approval.txt');
  const bytes = Buffer.alloc(20_000);
  writeFileSync(file, bytes);
  for (let i = 0; i < WRITES; i += 1) {
    putInPlace(file, bytes, { what: 'file', folder, replace: true, place: findPlace(file) });
  }
  Object.assign(fs, { lstatSync, renameSync });
  return windows;
}
