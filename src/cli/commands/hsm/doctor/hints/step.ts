import type {
  ExaminedCluster,
  ExaminedServer,
} from '../../../../../hsm/cluster/doctor/examined.ts';
import { isLocked } from '../../../../../hsm/cluster/doctor/officers.ts';
import type { User } from '../../../../../hsm/machine/state.ts';
import type { UserType } from '../../../../../hsm/user-types.ts';
import { quoteForShell, quotePath } from '../../../../../words/quote-for-shell.ts';

/** What somebody has to do. All texts are safe to show. */
export interface HintStep {
  /** Who does what: `officer3 registers a key`. */
  readonly what: string;
  /** Where the lines are to be pasted; the console's are all for one session of it. */
  readonly where: 'shell' | 'console';
  /** None where there is nothing to type. */
  readonly commands: readonly string[];
}

/** What hints are made from. */
export interface HintWorld {
  readonly cluster: ExaminedCluster;
  /** The cluster's folder as it was typed; missing of a dump. */
  readonly folder: string | undefined;
}

const MOST_NAMES = 8;

/** The user type as console commands take it: a PCO is a CO there. */
export function typeWord(type: UserType): string {
  return type === 'PCO' ? 'CO' : type;
}

/** A user as lines of the console need one. */
export type KnownUser = Pick<User, 'type' | 'name'> & Partial<Pick<User, 'secondFactor'>>;

/** The line asks for the password, and of whoever has a second factor for what that signs. */
export function logIn(user: KnownUser): string {
  return `loginHSM ${typeWord(user.type)} ${user.name} -hpswd${factorOf(user)}`;
}

/** Keeps the second factor of whoever has one; without it, a new password takes it away. */
export function changePassword(user: KnownUser): string {
  return `changePswd ${typeWord(user.type)} ${user.name} -hpswd${factorOf(user)}`;
}

/** A new password, and a second factor with it. */
export function changeFactor({ type, name }: KnownUser): string {
  return `changePswd ${typeWord(type)} ${name} -hpswd${askForFactor(name)}`;
}

function factorOf({ name, secondFactor = null }: KnownUser): string {
  return secondFactor === null ? '' : askForFactor(name);
}

function askForFactor(name: string): string {
  return ` -2fa ${name}.auth`;
}

/** The officer of that name, on the first server that has it. */
export function officerNamed(name: string, { cluster }: HintWorld): KnownUser {
  const known = cluster.servers.flatMap(({ hsm }) => hsm.users.filter((one) => one.name === name));
  return { type: 'CO', name, secondFactor: known[0]?.secondFactor ?? null };
}

/** A command of mofn about the cluster. */
export function mofnHsm(verb: string, { folder }: HintWorld, ...words: readonly string[]): string {
  const option = folder === undefined ? [] : ['--hsm', quotePath(folder)];
  return ['mofn', 'hsm', verb, ...option, ...words].join(' ');
}

/** Console commands as one line for a shell, in a session of their own. */
export function execLine(commands: readonly string[], world: HintWorld): string {
  return mofnHsm('exec', world, ...commands.map(quoteForShell));
}

export function runInShell(what: string, commands: readonly string[], world: HintWorld): HintStep {
  return { what, where: 'shell', commands: [execLine(commands, world)] };
}

/** As many names as a person reads. */
export function listNames(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(', ');
}

/** The first of the servers that a finding is of, or the first of all. */
export function serverOf(
  { servers }: { readonly servers: readonly number[] },
  { cluster }: HintWorld,
): ExaminedServer | undefined {
  return cluster.servers.find(({ index }) => servers.includes(index)) ?? cluster.servers[0];
}

/** An officer who can log in, with a password alone and one with a key where there is one. */
export function chooseOfficer(
  { officers: { officers, byKey } }: ExaminedServer,
  not: readonly string[] = [],
): User | undefined {
  const free = officers.filter((officer) => !isLocked(officer) && !not.includes(officer.name));
  const holders = new Set([...byKey.values()].flat());
  const rank = ({ name, secondFactor }: User): number =>
    (secondFactor === null ? 0 : 2) + (holders.has(name) ? 0 : 1);
  return free.toSorted((one, other) => rank(one) - rank(other))[0];
}

/** The server as it is once an officer was made of somebody. */
export function withOfficer(server: ExaminedServer, officer: User): ExaminedServer {
  const { officers } = server;
  return {
    ...server,
    officers: {
      ...officers,
      officers: [officer, ...officers.officers],
      withoutKey: [officer, ...officers.withoutKey],
    },
  };
}
