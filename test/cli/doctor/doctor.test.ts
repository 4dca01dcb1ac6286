import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../../src/words/doctor.ts';
import { runCommand } from '../../support/run-command.ts';
import { CASES, HEALTHY } from './cases.ts';
import { askDoctor, type Place, paste } from './paste.ts';
import { makeCluster } from './world.ts';

let place: Place;

beforeEach(() => {
  place = { folder: mkdtempSync(join(tmpdir(), 'mofn-doctor-')), passwords: new Map() };
});
afterEach(() => rmSync(place.folder, { recursive: true }));

/** Pasted so often at most: ids of users need two rounds to come together again. */
const ROUNDS = 2;

describe('hsm doctor', () => {
  it.each(CASES)('finds $code ($what), and its hint puts it right', async ({ code, make }) => {
    await make(place);
    let found = await askDoctor(place);
    expect(found.findings.map((finding) => finding.code)).toContain(code);
    for (let round = 0; round < ROUNDS; round++) {
      for (const finding of found.findings) {
        if (finding.code === code) await paste(finding.hint, place);
      }
      found = await askDoctor(place);
      if (!found.findings.some((finding) => finding.code === code)) break;
    }
    expect(found.findings.filter((finding) => finding.code === code)).toEqual([]);
  });

  it('has a case of each finding', () => {
    const codes = new Set(CASES.map(({ code }) => code));
    expect([...codes].sort()).toEqual([...FINDING_CODES].sort());
  });

  it('finds nothing of a cluster that is as it should be', async () => {
    makeCluster(place, HEALTHY);
    const { code, stdout, stderr } = await runCommand(['hsm', 'doctor', '--hsm', 'C', '--strict'], {
      cwd: place.folder,
    });
    expect([code, stdout, stderr]).toEqual([0, 'no findings\n', '']);
  });
});
