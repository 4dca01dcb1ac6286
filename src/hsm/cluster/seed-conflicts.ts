import { isFailure } from '../../failure.ts';
import type { FaultTextFailure, SeedIssue, SeedProblem } from '../../failure-codes/hsm-files.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import { FLAVOUR_RULES } from '../editions.ts';
import { FLAVOUR_NAMES, isFlavourName } from '../flavours.ts';
import { quorumServicesOf } from '../m-values.ts';
import { FIRST_USERS } from '../machine/rules.ts';
import { parseFault } from './fault-text.ts';
import type { ShapedSeed } from './seed-schema.ts';
import { FIRST_SERVERS, findRepeatedHost } from './vendor-config.ts';

/**
 * What no schema says of a seed file: where its parts do not go together, or a word in it is none that
 * the emulator knows.
 *
 * @example
 * findSeedConflicts({ flavour: 'vanilla', users: [], faults: [] });
 * // [{ path: ['flavour'], problem: { code: 'flavour', flavour: 'vanilla', known: ['classic', …] } }]
 */
export function findSeedConflicts(seed: ShapedSeed): readonly SeedIssue[] {
  return [
    ...findUnknownFlavour(seed),
    ...findRepeatedServer(seed),
    ...findRepeatedUsers(seed),
    ...findImpossibleM(seed),
    ...findUnknownFaults(seed),
  ];
}

function issue(path: SeedIssue['path'], problem: SeedProblem): SeedIssue {
  return { path, problem };
}

function findUnknownFlavour({ flavour }: ShapedSeed): SeedIssue[] {
  if (flavour === undefined || isFlavourName(flavour)) return [];
  return [issue(['flavour'], { code: 'flavour', flavour, known: FLAVOUR_NAMES })];
}

function findRepeatedServer({ servers = [] }: ShapedSeed): SeedIssue[] {
  const place = findRepeatedHost(servers);
  const repeated = servers[place];
  if (repeated === undefined) return [];
  return [issue(['servers', place], { code: 'host-twice', hostname: repeated.hostname })];
}

function findRepeatedUsers({ users }: ShapedSeed): SeedIssue[] {
  const seen = new Set<string>(FIRST_USERS);
  return users.flatMap((user, place) => {
    const name = canonicalUserName(user.name) ?? user.name;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const code = FIRST_USERS.includes(name) ? 'user-reserved' : 'user-twice';
    return [issue(['users', place, 'name'], { code, name })];
  });
}

function findImpossibleM({
  mValues = {},
  users,
  flavour = 'classic',
  type = 'hsm1',
  adminPassword,
}: ShapedSeed): SeedIssue[] {
  const { maximumM } = FLAVOUR_RULES[isFlavourName(flavour) ? flavour : 'classic'];
  const admins = adminPassword === undefined ? 0 : 1;
  const officers = users.filter(({ type }) => type === 'CO').length + admins;
  return Object.entries(mValues).flatMap(([service, m]) => {
    if (m === 1) return [];
    const path = ['mValues', service];
    if (!quorumServicesOf(type).some((own) => own === service)) {
      return [issue(path, { code: 'm-of-other-type', service, type })];
    }
    if (m > maximumM) return [issue(path, { code: 'm-above-rules', m, maximum: maximumM })];
    // Without users there may be officers from elsewhere; then it is looked at with those.
    if (m <= officers || users.length === 0) return [];
    return [issue(path, { code: 'm-above-officers', m, officers })];
  });
}

function findUnknownFaults({ faults, servers = FIRST_SERVERS }: ShapedSeed): SeedIssue[] {
  return faults.flatMap((text, place) => {
    try {
      parseFault(text, servers.length);
      return [];
    } catch (thrown) {
      if (!isFailure(thrown)) throw thrown;
      // parseFault throws no others.
      const failure = { code: thrown.code, values: thrown.values } as FaultTextFailure;
      return [issue(['faults', place], { code: 'fault', failure })];
    }
  });
}
