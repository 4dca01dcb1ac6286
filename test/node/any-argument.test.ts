import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isFailure } from '../../src/failure.ts';
import { REQUEST_OPS } from '../../src/hsm/console-commands.ts';
import type { HsmRequest } from '../../src/hsm/protocol.ts';
import * as library from '../../src/node.ts';
import { howMany } from '../support/how-many.ts';

/** What any program in JavaScript may hand in, whatever the types say. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withTypedArray: true }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 2 ** 53, '', '__proto__', '\0'),
  fc.constant(() => undefined),
);

const OFFICER = { type: 'CO', name: 'officer1', password: 'password' } as const;
const PLAN = { adminPassword: 'password', users: [OFFICER] };

let root: string;
let folder: string;
beforeAll(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-junk-'));
  folder = path.join(root, 'cluster');
  library.createCluster(folder, { ...PLAN, users: [OFFICER] });
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** A failure, or the TypeError that docs/library.md speaks of; anything else is a bug. */
function expectRefusal(error: unknown, what: string): void {
  if (isFailure(error) || error instanceof TypeError) return;
  throw new Error(`${what} threw what it should not`, { cause: error });
}

async function callWithJunk(what: string, call: () => unknown): Promise<void> {
  try {
    await call();
  } catch (error) {
    expectRefusal(error, what);
  }
}

/** Members that are right, some of which are changed for junk. */
function spoiled<T extends object>(right: T): fc.Arbitrary<T> {
  const keys = Object.keys(right) as (keyof T)[];
  return fc
    .tuple(fc.subarray(keys, { minLength: 1 }), fc.array(anything, { minLength: 8, maxLength: 8 }))
    .map(([spoilt, junk]) => ({
      ...right,
      ...Object.fromEntries(spoilt.map((key, at) => [key, junk[at]])),
    }));
}

describe('a cluster that is handed junk', () => {
  it('as a plan or as options refuses it, or is one that can be read', async () => {
    const plan = fc.oneof(
      anything,
      spoiled({
        servers: [{ name: 'a', hostname: 'a', port: 1 }],
        flavour: 'oci',
        seed: '7',
        ...PLAN,
        mValues: { userManagement: 2, miscCo: 1 },
        clock: library.REAL_CLOCK,
        faults: [library.parseFault('slow ms=1', 1)],
      }),
      fc.record({ users: fc.tuple(spoiled({ ...OFFICER, publicKey: new Uint8Array(3) })) }),
    );
    const options = fc.oneof(
      fc.constant({}),
      anything,
      spoiled({ now: Date.now, random: () => new Uint8Array(1), isAlive: () => true }),
    );
    let made = 0;
    await fc.assert(
      fc.asyncProperty(plan, options, async (junk, more) => {
        made += 1;
        const place = path.join(root, `made-${made}`);
        await callWithJunk('createCluster', () =>
          library.createCluster(place, junk as library.ClusterPlan, more as object),
        );
        if (!fs.existsSync(place)) return;
        library.dumpCluster(library.openCluster(place));
        fs.rmSync(place, { recursive: true });
      }),
      { numRuns: howMany(15, 2000) },
    );
  });

  it('as a request refuses it, and can be read afterwards', async () => {
    const cluster = library.openCluster(folder);
    const [hsm] = cluster.hsms;
    const op = fc.oneof(fc.constantFrom(...REQUEST_OPS), anything);
    const request = fc.oneof(
      anything,
      fc.record({
        op,
        // A request has no such member; the audit log tells of a user by it.
        more: anything,
        session: anything,
        type: anything,
        name: anything,
        password: anything,
        service: anything,
        m: anything,
        id: anything,
        user: anything,
        approvals: fc.oneof(anything, fc.array(anything)),
        multiToken: anything,
        tokens: anything,
      }),
    );
    await fc.assert(
      fc.asyncProperty(request, async (junk) => {
        await callWithJunk('execute', () => hsm?.execute(junk as HsmRequest));
        library.dumpCluster(cluster);
      }),
      { numRuns: howMany(40, 5000) },
    );
  });

  it('as settings or as what a load puts in place refuses it, and stays what it was', async () => {
    const cluster = library.openCluster(folder);
    const dump = library.readDump(library.dumpCluster(cluster), 'dump');
    const { settings, states, ...rest } = dump;
    const [state] = states;
    const clock = fc.oneof(anything, spoiled({ kind: 'running', offset: 0 }));
    const fault = spoiled({ kind: 'slow', server: 0, ms: 5 });
    const junkSettings = fc.record({ clock, faults: fc.oneof(anything, fc.array(fault)) });
    const junkStates = fc.array(spoiled({ ...state, hsm: state?.hsm, log: state?.log ?? [] }), {
      minLength: 2,
      maxLength: 2,
    });
    await fc.assert(
      fc.asyncProperty(junkSettings, junkStates, anything, async (junk, junkState, more) => {
        await callWithJunk('changeSettings', () =>
          cluster.changeSettings(() => junk as library.ClusterSettings),
        );
        await callWithJunk('restoreCluster', () =>
          library.restoreCluster(cluster, {
            ...rest,
            settings,
            states: junkState as unknown as library.ServerState[],
          }),
        );
        await callWithJunk('restoreCluster', () =>
          library.restoreCluster(cluster, more as library.LoadedDump),
        );
        library.dumpCluster(library.openCluster(folder));
      }),
      { numRuns: howMany(12, 1000) },
    );
  });
});

/** What asks the machine for files, sockets and modules by whatever name it is handed. */
const ELSEWHERE: ReadonlySet<string> = new Set(['openPkcs11', 'openSource', 'openSshAgent']);

describe('every function of the library', () => {
  const functions = Object.entries(library).filter(
    (entry): entry is [string, (...args: unknown[]) => unknown] =>
      typeof entry[1] === 'function' && !ELSEWHERE.has(entry[0]) && !/^[A-Z]/.test(entry[0]),
  );

  it.each(functions)('%s refuses junk by a failure or a TypeError', async (name, call) => {
    const start = process.cwd();
    // Deep enough that no path of a few characters leads out of it; and none begins at the root.
    const deep = path.join(root, 'a/b/c/d');
    fs.mkdirSync(deep, { recursive: true });
    process.chdir(deep);
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(anything, { maxLength: 4 }), async (args) => {
          fc.pre(!args.some((arg) => typeof arg === 'string' && path.isAbsolute(arg)));
          await callWithJunk(name, () => call(...args));
        }),
        { numRuns: howMany(8, 1000) },
      );
    } finally {
      process.chdir(start);
    }
  });
});

it('what was handed in left the cluster whole', () => {
  expect(library.verifyLogs(library.openCluster(folder)).whole).toBe(true);
});
