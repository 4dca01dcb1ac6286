import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FindingCode } from '../../../src/hsm/doctor-finding.ts';
import { FINDING_CODES } from '../../../src/words/doctor.ts';
import { IS_LONG } from '../../support/how-many.ts';
import { runCommand } from '../../support/run-command.ts';
import { CASES } from './cases.ts';
import { type Answer, askDoctor, type Place, paste } from './paste.ts';
import { HEALTHY, makeCluster, PASSWORD } from './world.ts';

let place: Place;

beforeEach(() => {
  place = { folder: mkdtempSync(join(tmpdir(), 'mofn-doctor-')), passwords: new Map() };
});
afterEach(() => rmSync(place.folder, { recursive: true }));

/** Pasted so often at most: ids of users need two rounds to come together again. */
const ROUNDS = 2;

/** One cluster of each finding; all of those in which servers differ, as each has a hint of its own. */
const TRIED = CASES.filter(
  ({ code }, index) =>
    IS_LONG || code === 'out-of-step' || CASES.findIndex((each) => each.code === code) === index,
);

/** What sdk5.test.ts tries: the newer client is the way to all that is done about keys. */
const OF_KEYS: readonly FindingCode[] = [
  'key-quorum-unreachable',
  'key-deletion-uncovered',
  'key-orphaned',
];

describe('hsm doctor', () => {
  it.each(TRIED)('finds $code ($what), and its hint puts it right', async ({ code, make }) => {
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
    const codes = new Set([...CASES.map(({ code }) => code), ...OF_KEYS]);
    expect([...codes].sort()).toEqual([...FINDING_CODES].sort());
  });

  it('says lines that a real shell takes, whatever the folder is called', async () => {
    makeCluster(place, { ...HEALTHY, m: [2, 1] });
    const odd = "it's a $(cluster)";
    renameSync(join(place.folder, 'C'), join(place.folder, odd));
    const argv = ['hsm', 'doctor', '--hsm', odd, '--json'];
    const { stdout } = await runCommand(argv, { cwd: place.folder });
    const [finding] = (JSON.parse(stdout) as Answer).findings;
    const [command = ''] = finding?.hint.flatMap(({ commands }) => commands) ?? [];
    execFileSync('bash', ['-c', command.replace(/^mofn/, '"$MOFN"')], {
      cwd: place.folder,
      env: { ...process.env, MOFN: resolve('bin/mofn') },
      input: `${PASSWORD}\ny\n`,
    });
    expect((await runCommand(argv, { cwd: place.folder })).stdout).toContain('"findings":[]');
  });

  it('finds nothing of a cluster that is as it should be', async () => {
    makeCluster(place, HEALTHY);
    const { code, stdout, stderr } = await runCommand(['hsm', 'doctor', '--hsm', 'C', '--strict'], {
      cwd: place.folder,
    });
    expect([code, stdout, stderr]).toEqual([0, 'no findings\n', '']);
  });
});
