import { Failure } from '../../failure.ts';
import { SERVICE } from '../../token/service.ts';
import { canonicalUserName } from '../../token/user-name.ts';
import type { HsmRules } from '../flavours.ts';
import type { HsmType } from '../hsm-types.ts';
import { forEachService, type MValues, quorumServicesOf } from '../m-values.ts';
import { FIRST_TIMEOUTS } from '../token-timeouts.ts';
import { NO_RECORDS } from './audit.ts';
import { countOfficers } from './context.ts';
import { FIRST_HANDLE } from './keys/handles.ts';
import { NO_KEYS } from './keys/key-table.ts';
import { hashPassword, isPasswordAllowed } from './password.ts';
import { findHolder, readQuorumKey } from './quorum-key.ts';
import { FIRST_PASSWORD, LIMITS } from './rules.ts';
import type { HsmState, PasswordRecord, User } from './state.ts';

/** A user that a new cluster begins with, beside `admin` and `app_user`. */
export interface NewUser {
  readonly type: 'CO' | 'CU';
  readonly name: string;
  readonly password: string;
  /** The user's quorum key, SubjectPublicKeyInfo, DER. */
  readonly publicKey?: Uint8Array;
}

/** What a new cluster is to be. */
export interface NewCluster {
  /** How many HSMs, 1…28. */
  readonly servers: number;
  /** What kind of HSM; hsm1 where not given. */
  readonly type?: HsmType;
  readonly rules: HsmRules;
  /** Gives that many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /**
   * The password of `admin`. With it, the cluster is activated: admin is a PCO, or what the
   * edition makes of it. Without it, admin is the PRECO of a new HSM, and its password is `password`.
   */
  readonly adminPassword?: string;
  readonly users?: readonly NewUser[];
  /** M values, 1 where not given. */
  readonly mValues?: Partial<MValues>;
}

/**
 * Makes the states of a new cluster, one for each server, in the order of the servers: server i of N
 * has node N − 1 − i.
 *
 * @throws Failure of kind `usage` where a name, password, key or number is not one that the HSM takes
 *
 * @example
 * const [server0, server1] = createClusterStates({
 *   servers: 2,
 *   rules: FLAVOUR_RULES.classic,
 *   random: randomBytes,
 *   adminPassword: 'password',
 *   users: [{ type: 'CO', name: 'officer1', password: 'password' }],
 * });
 */
export function createClusterStates(cluster: NewCluster): HsmState[] {
  if (!Number.isInteger(cluster.servers) || cluster.servers < 1 || cluster.servers > LIMITS.hsms) {
    throw new Failure('hsm-count', { count: cluster.servers, maximum: LIMITS.hsms });
  }
  const users = createUsers(cluster);
  const mValues = createMValues(cluster, users);
  const clusterKey = encode(cluster.random(32));
  return Array.from({ length: cluster.servers }, (_, server) => ({
    serialNumber: Buffer.from(cluster.random(8)).toString('hex').toUpperCase(),
    partition: `hsm-${Buffer.from(cluster.random(6)).toString('hex').slice(0, 11)}`,
    node: cluster.servers - 1 - server,
    type: cluster.type ?? 'hsm1',
    clusterKey,
    rules: cluster.rules,
    mValues,
    timeouts: FIRST_TIMEOUTS,
    mtls: { anchors: [], enforcement: 'none' },
    users,
    sessions: [],
    tokens: [],
    keys: NO_KEYS,
    challenges: [],
    next: {
      user: users.length + 1,
      key: users.length + 1,
      handle: FIRST_HANDLE,
      session: 1,
      token: 1,
      operation: 1,
    },
    undo: null,
    audit: NO_RECORDS,
  }));
}

function createUsers(cluster: NewCluster): User[] {
  const hash = rememberHashes(cluster.random);
  const admin: User = {
    id: 1,
    type: cluster.adminPassword === undefined ? 'PRECO' : cluster.rules.typeOnceActivated,
    name: 'admin',
    password: hash(checkPassword('admin', cluster.adminPassword ?? FIRST_PASSWORD)),
    loginFailures: 0,
    quorumKey: null,
    secondFactor: null,
  };
  const applianceUser: User = {
    id: 2,
    type: 'AU',
    name: 'app_user',
    // Nobody knows its password, until an officer gives it another.
    password: hash(encode(cluster.random(16))),
    loginFailures: 0,
    quorumKey: null,
    secondFactor: null,
  };
  const users = [admin, applianceUser];
  for (const user of cluster.users ?? []) users.push(createUser(user, users, hash));
  if (users.length > LIMITS.users) {
    throw new Failure('user-count', { count: users.length, maximum: LIMITS.users });
  }
  return users;
}

function createUser(
  user: NewUser,
  others: readonly User[],
  hash: (password: string) => PasswordRecord,
): User {
  const name = canonicalUserName(user.name);
  if (name === undefined) throw new Failure('new-user-name', { name: user.name });
  if (others.some((other) => other.name === name)) throw new Failure('new-user-twice', { name });
  const id = others.length + 1;
  return {
    id,
    type: user.type,
    name,
    password: hash(checkPassword(name, user.password)),
    loginFailures: 0,
    quorumKey: user.publicKey === undefined ? null : createKey(id, user, user.publicKey, others),
    secondFactor: null,
  };
}

function createKey(
  id: number,
  user: NewUser,
  publicKey: Uint8Array,
  others: readonly User[],
): User['quorumKey'] {
  const { name } = user;
  const key = readQuorumKey(publicKey);
  if ('code' in key) throw new Failure('new-key-refused', { name, problem: key });
  const holder = findHolder(others, key.modulus);
  if (holder !== undefined) throw new Failure('new-key-twice', { name, holder: holder.name });
  return { id, spki: encode(publicKey) };
}

function createMValues(cluster: NewCluster, users: readonly User[]): MValues {
  const maximum = Math.min(countOfficers(users), cluster.rules.maximumM);
  return forEachService((service) => {
    const m = cluster.mValues?.[service] ?? 1;
    if (m !== 1 && !quorumServicesOf(cluster.type ?? 'hsm1').includes(service)) {
      throw new Failure('new-m-service', { service: SERVICE[service] });
    }
    if (m === 1 || (Number.isInteger(m) && m >= 2 && m <= maximum)) return m;
    throw new Failure('new-m-value', { m, maximum });
  });
}

function checkPassword(name: string, password: string): string {
  if (isPasswordAllowed(password)) return password;
  const { least, most } = LIMITS.passwordCharacters;
  throw new Failure('new-user-password', { name, minimum: least, maximum: most });
}

/** The same password is hashed once in a cluster: a thousand users would take six seconds else. */
function rememberHashes(
  random: (bytes: number) => Uint8Array,
): (password: string) => PasswordRecord {
  const known = new Map<string, PasswordRecord>();
  return (password) => {
    const record = known.get(password) ?? hashPassword(password, random);
    known.set(password, record);
    return record;
  };
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
