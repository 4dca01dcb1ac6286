import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import { reportCluster } from '../../src/hsm/cluster/report.ts';
import { listKeptKeys } from '../../src/hsm/machine/keys/key-table.ts';
import type { HsmRequest } from '../../src/hsm/protocol.ts';
import { bundleProgram } from '../support/bundle-program.ts';
import { howMany, howOften, IS_LONG, sample } from '../support/how-many.ts';
import { requireProgram } from '../support/requirements.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { inParallel } from './in-parallel.ts';
import { KEY_SCENARIOS } from './key-scenarios.ts';
import { makeOfficers, makeQuorumCluster, type Officer } from './quorum-cluster.ts';
import { stringifyRequests } from './request-json.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { DRIFTS, placeOf, type SystemCall, stateCalls, trace } from './strace.ts';

/**
 * Kills a program at each system call that touches the state, in every command that changes an HSM.
 * On each HSM there must be the old state or the new, and the new one where success was said.
 *
 * A kill on entry to a call is one after the call before it, so that all places from before the first
 * call to the program's end are both sides of every call. By default 4 places of some commands on
 * clusters of two are tried, with MOFN_LONG=1 300 of all commands on clusters of 1 and 2, and with
 * MOFN_POINTS=Infinity every one, on clusters of 1, 2 and 4.
 */
const POINTS = Number(process.env['MOFN_POINTS'] ?? howOften(4, 300));
const SIZES = IS_LONG ? (POINTS === Number.POSITIVE_INFINITY ? [1, 2, 4] : [1, 2]) : [2];

const strace = requireProgram('strace');

/** What is not in step then is for `hsm show` to tell; sessions and wrong passwords are not. */
const SHOWN =
  /^(createUser|deleteUser|changePswd|register|setM|getToken|approve|delToken|roll|sync|\w+Key\b|sign)/;

interface Rehearsal {
  readonly scenario: Scenario;
  readonly folder: string;
  readonly requests: readonly HsmRequest[];
  readonly requestsFile: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly calls: readonly SystemCall[];
}

interface Point {
  readonly rehearsal: Rehearsal;
  readonly call: SystemCall;
}

let root: string;
let program: string;
let officers: readonly Officer[];
let copies = 0;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-kill-'));
  program = await bundleProgram('test/fault/programs/send-requests.ts', root);
  officers = makeOfficers(5);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

function copyOf(folder: string): string {
  copies += 1;
  const copy = path.join(root, `copy-${copies}`);
  fs.cpSync(folder, copy, { recursive: true });
  return copy;
}

/** What each HSM knows, for comparison: the same commands give the same bytes. */
function snapshot(folder: string): string[] {
  return openCluster(folder).hsms.map((hsm) => {
    // Every page of its keys is read too.
    const keys = hsm.look(({ state }, objects) => [...listKeptKeys(state.hsm.keys, objects)]);
    return JSON.stringify([hsm.inspect().state, keys]);
  });
}

async function rehearse(scenario: Scenario, servers: number): Promise<Rehearsal> {
  const folder = path.join(root, `${scenario.name.replaceAll(/\W/g, '-')}-${servers}`);
  const cluster = makeQuorumCluster(folder, officers.slice(0, 3), { servers, m: scenario.m ?? 2 });
  const request = await scenario.prepare(cluster, officers);
  const requests = Array.from({ length: servers }, (_, server) => request(server));
  const requestsFile = `${folder}.json`;
  fs.writeFileSync(requestsFile, stringifyRequests(requests));
  const copy = copyOf(folder);
  const words = [process.execPath, program, copy, requestsFile, scenario.client ?? 'classic'];
  const run = await trace(words, { log: `${copy}.log` });
  const before = snapshot(folder);
  const after = snapshot(copy);
  expect(run, scenario.name).toMatchObject({ stderr: '', code: 0 });
  expect(run.stdout.trimEnd().split('\n')).toHaveLength(servers);
  for (const [server, state] of after.entries()) expect(state).not.toBe(before[server]);
  const calls = stateCalls(run.calls, copy).map((call) => ({
    ...call,
    text: call.text.replaceAll(copy, '*'),
  }));
  return { scenario, folder, requests, requestsFile, before, after, calls };
}

async function killExactlyAt({ rehearsal, call }: Point): Promise<boolean> {
  for (const drift of DRIFTS) {
    const ordinal = call.ordinal + drift;
    if (ordinal > 0 && (await killAt({ rehearsal, call: { ...call, ordinal } }))) return true;
  }
  return false;
}

/** @returns whether the program was killed where it should have been; checked is it in any case */
async function killAt({ rehearsal, call }: Point): Promise<boolean> {
  const { folder, requests, requestsFile, before, after, scenario } = rehearsal;
  const copy = copyOf(folder);
  const words = [process.execPath, program, copy, requestsFile, scenario.client ?? 'classic'];
  const run = await trace(words, {
    log: `${copy}.log`,
    inject: `${call.name}:signal=SIGKILL:when=${call.ordinal}`,
  });
  const last = run.calls.at(-1);
  const place = last && placeOf({ ...last, text: last.text.replaceAll(copy, '*') });
  const hit = run.signal === 'SIGKILL' && place === placeOf(call);
  const where = `${scenario.name}, killed at ${call.text}`;
  const states = snapshot(copy);
  for (const [server, state] of states.entries()) {
    const allowed = run.stdout.includes(`done ${server}\n`)
      ? [after[server]]
      : [before[server], after[server]];
    expect(allowed, where).toContain(state);
  }
  const cluster = openCluster(copy, { process: ELSEWHERE, now: () => 0 });
  const differs = new Set(states.map((state, server) => state === before[server])).size > 1;
  if (differs && SHOWN.test(scenario.name)) {
    const { outOfStep } = reportCluster(cluster, { isAlive: () => true });
    expect(outOfStep.length, where).toBeGreaterThan(0);
  }
  // Whoever says it again to the HSMs that were not reached brings them to where they should be.
  for (const [server, hsm] of cluster.hsms.entries()) {
    const request = requests[server];
    if (states[server] === before[server] && request !== undefined) {
      await hsm.execute(request, { client: scenario.client ?? 'classic' });
    }
  }
  expect(snapshot(copy), where).toEqual(after);
  fs.rmSync(copy, { recursive: true });
  return hit;
}

describe.skipIf(!strace.has)(`kill -9 at a system call ${strace.label}`, () => {
  it(
    `leaves each HSM as it was or as it should be (${POINTS} calls)`,
    async () => {
      const scenarios = [
        ...sample(SCENARIOS, howMany(3, SCENARIOS.length)),
        ...sample(KEY_SCENARIOS, howMany(2, KEY_SCENARIOS.length)),
      ];
      const cases = scenarios.flatMap((scenario) => SIZES.map((size) => ({ scenario, size })));
      const rehearsals = await inParallel(cases, ({ scenario, size }) => rehearse(scenario, size));
      const all = rehearsals.flatMap((rehearsal) =>
        rehearsal.calls.map((call) => ({ rehearsal, call })),
      );
      // A change on one HSM makes at least: create, write, fsync, close, link, unlink, fsync, prune.
      const changes = SIZES.reduce((sum, size) => sum + size, 0) * scenarios.length;
      expect(all.length).toBeGreaterThanOrEqual(changes * 8);
      const points = sample(all, POINTS);
      const hits = await inParallel(points, killExactlyAt);
      const missed = points.filter((_, index) => hits[index] !== true);
      console.log(
        `${points.length - missed.length} of ${all.length} places tried: ` +
          `${scenarios.length} commands, clusters of ${SIZES.join(', ')}`,
      );
      expect(missed.map(({ call }) => call.text)).toEqual([]);
    },
    howMany(300_000, 1_800_000),
  );
});
