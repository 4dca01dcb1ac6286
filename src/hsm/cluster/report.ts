import type { HsmEnvironment } from '../machine/environment.ts';
import { step } from '../machine/machine.ts';
import type { HsmState } from '../machine/state.ts';
import type { ListedToken, ListedUser } from '../protocol.ts';
import { type ClusterClock, readClock } from './clock.ts';
import type { Cluster } from './cluster.ts';
import { describeFault } from './faults.ts';

/** What the operator sees of a cluster: `mofn hsm show`. */
export interface ClusterReport {
  readonly flavour: string;
  readonly clock: { readonly kind: ClusterClock['kind']; readonly now: string };
  readonly faults: readonly string[];
  readonly servers: readonly ServerReport[];
  /** What is not the same on all servers, one line each. */
  readonly outOfStep: readonly string[];
}

export interface ServerReport {
  readonly index: number;
  readonly name: string;
  readonly node: number;
  /** Counts the changes of this HSM. */
  readonly generation: number;
  readonly mValues: HsmState['mValues'];
  readonly users: readonly ListedUser[];
  readonly sessions: readonly SessionReport[];
  readonly tokens: readonly ListedToken[];
}

export interface SessionReport {
  readonly user: string;
  readonly pid: number;
  /** False where the process has ended; the HSM has forgotten it then. */
  readonly alive: boolean;
}

/**
 * Looks at every HSM of a cluster, and changes nothing.
 *
 * @param isAlive whether a process still runs
 * @param now the machine's time, milliseconds since 1970-01-01 UTC
 * @throws Failure of kind `state` where an HSM is damaged
 */
export function reportCluster(
  cluster: Cluster,
  isAlive: HsmEnvironment['isAlive'],
  now: number,
): ClusterReport {
  const { clock, faults } = cluster.readSettings();
  const time = readClock(clock, now);
  const looks = cluster.hsms.map((hsm) => hsm.inspect());
  const states = looks.map(({ state }) => state.hsm);
  const servers = cluster.hsms.map(({ name, node }, index): ServerReport => {
    const look = looks[index];
    if (look === undefined) throw new Error('a server without a state');
    const state = look.state.hsm;
    return {
      index,
      name,
      node,
      generation: look.number,
      mValues: state.mValues,
      ...listOf(state, time),
      sessions: state.sessions.map(({ user, process }) => ({
        user: state.users.find(({ id }) => id === user)?.name ?? `user ${user}`,
        pid: process.pid,
        alive: isAlive(process),
      })),
    };
  });
  return {
    flavour: cluster.flavour,
    clock: { kind: clock.kind, now: new Date(time).toISOString() },
    faults: faults.map(describeFault),
    servers,
    outOfStep: [...compareStates(states), ...compareTokens(servers.map(({ tokens }) => tokens))],
  };
}

/** Users and tokens as the HSM itself lists them; the tokens as to an officer. */
function listOf(state: HsmState, time: number): Pick<ServerReport, 'users' | 'tokens'> {
  const environment: HsmEnvironment = {
    now: () => time,
    random: () => {
      throw new Error('looking needs nothing random');
    },
    isAlive: () => true,
  };
  const officer = state.users.find(({ type }) => type === 'CO' || type === 'PCO');
  const users = step(state, { op: 'listUsers' }, environment).reply;
  if (!users.ok) throw new Error(users.reason);
  if (officer === undefined) return { users: users.users, tokens: [] };
  const session = '0xfffffffffffff';
  const process = { bootId: '', pidNamespace: '', pid: 0, startTime: '' };
  const asOfficer = {
    ...state,
    sessions: [...state.sessions, { id: session, user: officer.id, process }],
  };
  const tokens = step(asOfficer, { op: 'listTokens', session }, environment).reply;
  if (!tokens.ok) throw new Error(tokens.reason);
  return { users: users.users, tokens: tokens.tokens };
}

/**
 * In what the HSMs of a cluster differ that should be the same on all: users, their passwords and
 * keys, M values. Sessions and wrong passwords are each HSM's own.
 *
 * @returns one line for each difference
 */
function compareStates(states: readonly HsmState[]): readonly string[] {
  const names = new Set(states.flatMap(({ users }) => users.map(({ name }) => name)));
  const lines: string[] = [];
  for (const name of names) {
    const line = compareUser(name, states);
    if (line !== undefined) lines.push(line);
  }
  const [userManagement, miscCo] = (['userManagement', 'miscCo'] as const).map((service) =>
    tellApart(states.map(({ mValues }) => String(mValues[service]))),
  );
  if (userManagement !== undefined) lines.push(`M value of service 3: ${userManagement}`);
  if (miscCo !== undefined) lines.push(`M value of service 4: ${miscCo}`);
  return lines;
}

/**
 * Where the HSMs differ in the tokens that wait on them: one that was got, approved or spent on some
 * of them alone. Ids and nonces are each HSM's own.
 */
function compareTokens(lists: readonly (readonly ListedToken[])[]): readonly string[] {
  const titles = lists.map(
    (tokens) => new Map(tokens.map((token) => [titleOf(token), token.approvers])),
  );
  const lines: string[] = [];
  for (const title of new Set(titles.flatMap((tokens) => [...tokens.keys()]))) {
    const line = tellApart(
      titles.map((tokens) => {
        const approvers = tokens.get(title);
        if (approvers === undefined) return 'missing';
        return approvers.length === 0 ? 'without approvals' : `approved by ${approvers.join(', ')}`;
      }),
    );
    if (line !== undefined) lines.push(`${title}: ${line}`);
  }
  return lines;
}

function titleOf({ user, service }: ListedToken): string {
  return `token of ${user} for service ${service}`;
}

function compareUser(name: string, states: readonly HsmState[]): string | undefined {
  const users = states.map((state) => state.users.find((user) => user.name === name));
  const presence = tellApart(users.map((user) => (user === undefined ? 'missing' : 'there')));
  if (presence !== undefined) return `user ${name}: ${presence}`;
  const identity = tellApart(users.map((user) => `${user?.type} with id ${user?.id}`));
  if (identity !== undefined) return `user ${name}: ${identity}`;
  const differing = [
    ...(areEqual(users.map((user) => user?.password.hash)) ? [] : ['password']),
    ...(areEqual(users.map((user) => user?.quorumKey?.spki)) ? [] : ['quorum key']),
  ];
  return differing.length === 0
    ? undefined
    : `user ${name}: not the same ${differing.join(' and ')}`;
}

/** `2 on server 0; 1 on servers 1, 2`, or nothing where all are equal. */
function tellApart(values: readonly string[]): string | undefined {
  if (areEqual(values)) return undefined;
  return [...new Set(values)]
    .map((value) => {
      const servers = values.flatMap((other, index) => (other === value ? [index] : []));
      return `${value} on server${servers.length === 1 ? '' : 's'} ${servers.join(', ')}`;
    })
    .join('; ');
}

function areEqual(values: readonly unknown[]): boolean {
  return values.every((value) => value === values[0]);
}
