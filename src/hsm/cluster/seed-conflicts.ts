import { isCommandFailure } from '../../command-failure.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import { parseFault } from './faults.ts';
import { rulesOfFlavour } from './identity.ts';
import type { SeedFile, SeedIssue } from './seed-file.ts';
import { FIRST_SERVERS, findRepeatedHost } from './vendor-config.ts';

/** Users that every HSM has. */
const FIRST_USERS = ['admin', 'app_user'];

/**
 * What no schema says of a seed file: where its parts do not go together, or a word in it is none that
 * the emulator knows.
 *
 * @param flavours the editions that there are
 * @example
 * findSeedConflicts({ flavour: 'vanilla', users: [], faults: [] }, ['classic']);
 * // [{ path: ['flavour'], message: "flavour: 'vanilla', expected one of classic" }]
 */
export function findSeedConflicts(
  seed: SeedFile,
  flavours: readonly string[],
): readonly SeedIssue[] {
  return [
    ...findUnknownFlavour(seed, flavours),
    ...findRepeatedServer(seed),
    ...findRepeatedUsers(seed),
    ...findKeysOfCryptoUsers(seed),
    ...findImpossibleM(seed),
    ...findUnknownFaults(seed),
  ];
}

function issue(path: SeedIssue['path'], message: string): SeedIssue {
  return { path, message: `${path.join('.')}: ${message}` };
}

function findUnknownFlavour({ flavour }: SeedFile, flavours: readonly string[]): SeedIssue[] {
  if (flavour === undefined || flavours.includes(flavour)) return [];
  return [issue(['flavour'], `'${flavour}', expected one of ${flavours.join(', ')}`)];
}

function findRepeatedServer({ servers = [] }: SeedFile): SeedIssue[] {
  const place = findRepeatedHost(servers);
  const repeated = servers[place];
  if (repeated === undefined) return [];
  return [issue(['servers', place], `the host name ${repeated.hostname} is there twice`)];
}

function findRepeatedUsers({ users }: SeedFile): SeedIssue[] {
  const seen = new Set(FIRST_USERS);
  return users.flatMap((user, place) => {
    const name = canonicalUserName(user.name) ?? user.name;
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const why = FIRST_USERS.includes(name)
      ? `every HSM has ${name} already`
      : `${name} is there twice; upper and lower case are the same`;
    return [issue(['users', place, 'name'], why)];
  });
}

function findKeysOfCryptoUsers({ users }: SeedFile): SeedIssue[] {
  return users.flatMap(({ type, key }, place) =>
    type === 'CU' && key !== undefined
      ? [issue(['users', place, 'key'], 'only a CO has a quorum key, and this is a CU')]
      : [],
  );
}

function findImpossibleM({ mValues = {}, users, flavour, adminPassword }: SeedFile): SeedIssue[] {
  const { maximumM } = rulesOfFlavour(flavour ?? 'classic');
  const admins = adminPassword === undefined ? 0 : 1;
  const officers = users.filter(({ type }) => type === 'CO').length + admins;
  return Object.entries(mValues).flatMap(([service, m]) => {
    if (m === 1) return [];
    const path = ['mValues', service];
    if (m > maximumM) return [issue(path, `${m}, expected ${maximumM} at most in this flavour`)];
    // Without users there may be officers from the command line; then it is looked at with those.
    if (m <= officers || users.length === 0) return [];
    return [issue(path, `${m}, with ${officers} crypto officer${officers === 1 ? '' : 's'}`)];
  });
}

function findUnknownFaults({ faults, servers = FIRST_SERVERS }: SeedFile): SeedIssue[] {
  return faults.flatMap((text, place) => {
    try {
      parseFault(text, servers.length);
      return [];
    } catch (thrown) {
      if (isCommandFailure(thrown)) return [issue(['faults', place], thrown.message)];
      throw thrown;
    }
  });
}
