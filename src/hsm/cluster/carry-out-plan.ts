import { Failure } from '../../failure.ts';
import { FLAVOUR_RULES } from '../editions.ts';
import { FLAVOUR_NAMES, isFlavourName } from '../flavours.ts';
import { createClusterStates } from '../machine/create-state.ts';
import { beginLog } from '../machine/first-events.ts';
import { FIRST_SDK5_EDITION } from '../sdk5-edition.ts';
import type { ServerState } from '../store/server-state.ts';
import { checkPlan } from './check-plan.ts';
import { checkSettings } from './check-settings.ts';
import { REAL_CLOCK, readClock } from './clock.ts';
import { type ClusterIdentity, newClusterId } from './identity.ts';
import { beginRecord } from './operator-log.ts';
import type { ClusterPlan } from './plan.ts';
import { seededRandom } from './seeded-random.ts';
import type { ClusterRecord } from './settings.ts';
import { FIRST_SERVERS, findRepeatedHost } from './vendor-config.ts';

/** What a new cluster begins with. */
export interface NewClusterParts {
  readonly identity: ClusterIdentity;
  readonly states: readonly ServerState[];
  readonly record: ClusterRecord;
}

/**
 * Makes what a new cluster begins with, and checks all of it as it will be checked when it is read.
 *
 * @param random gives that many random bytes, where the plan has no seed
 * @param now the machine's time, milliseconds since 1970-01-01 UTC
 * @throws Failure of kind `usage` where the plan is none that the HSMs take
 */
export function carryOutPlan(
  plan: ClusterPlan,
  random: (bytes: number) => Uint8Array,
  now: number,
): NewClusterParts {
  checkPlan(plan);
  const { servers = FIRST_SERVERS, flavour = 'classic', type = 'hsm1', seed = null } = plan;
  if (!isFlavourName(flavour)) {
    throw new Failure('flavour-unknown', { flavour, known: FLAVOUR_NAMES });
  }
  const repeated = servers[findRepeatedHost(servers)];
  if (repeated !== undefined) {
    throw new Failure('new-host-twice', { hostname: repeated.hostname });
  }
  const { adminPassword, users, mValues } = plan;
  const states = createClusterStates({
    servers: servers.length,
    type,
    rules: FLAVOUR_RULES[flavour],
    random: seed === null ? random : seededRandom(seed, 'cluster'),
    ...(adminPassword === undefined ? {} : { adminPassword }),
    ...(users === undefined ? {} : { users }),
    ...(mValues === undefined ? {} : { mValues }),
  });
  const settings = checkSettings(
    { clock: plan.clock ?? REAL_CLOCK, faults: plan.faults ?? [], checksKeyAvailability: true },
    servers.length,
  );
  const born = readClock(settings.clock, now);
  return {
    identity: {
      id: newClusterId(),
      flavour,
      type,
      sdk5: { ...FIRST_SDK5_EDITION, ...plan.sdk5 },
      seed,
      servers,
    },
    states: states.map((hsm, server) => ({
      ...(server === 0 ? beginLog(hsm, born) : { hsm, log: [] }),
      refusals: [],
    })),
    record: beginRecord(settings),
  };
}
