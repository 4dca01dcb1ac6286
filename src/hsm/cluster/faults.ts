import { CommandFailure } from '../../command-failure.ts';
import type { HsmErrorName, HsmRequest } from '../protocol.ts';

/**
 * Faults on demand: what an operator makes go wrong, so that automation meets it in a test and not in
 * production.
 */

/** One fault. It is met by requests to its server (any, where it names none). */
export type Fault =
  | {
      readonly kind: 'error';
      readonly server: number | null;
      /** The request that fails; any where null. */
      readonly command: HsmRequest['op'] | null;
      /** How many such requests still pass before it. */
      readonly after: number;
      /** How many fail then; null is all of them. */
      readonly times: number | null;
      /** What the HSM says. */
      readonly error: HsmErrorName;
    }
  /** The server cannot be reached. */
  | { readonly kind: 'drop'; readonly server: number | null }
  /** Each answer takes so many milliseconds longer. */
  | { readonly kind: 'slow'; readonly server: number | null; readonly ms: number };

/** What the faults of a cluster do to one request. */
export interface FaultEffect {
  /** Milliseconds to wait before the answer. */
  readonly delay: number;
  /** What the HSM answers instead of doing it; null where it does it. */
  readonly error: HsmErrorName | null;
  /** Whether the server cannot be reached. */
  readonly dropped: boolean;
  /** The faults afterwards, counted down, without those that are over; the very same array where nothing was counted. */
  readonly faults: readonly Fault[];
}

/** Longest delay of a slow server. */
const LONGEST_DELAY = 600_000;

/** Every name that an HSM refuses with. */
export const ERROR_NAMES: readonly HsmErrorName[] = [
  'RET_MXN_AUTH_FAILED',
  'RET_USER_LOGIN_FAILURE',
  'RET_USER_NOT_INITIALIZED',
  'RET_USER_DOES_NOT_EXIST',
  'RET_USER_ALREADY_EXISTS',
  'RET_USER_LOGGED_IN',
  'RET_POLICY_MISMATCH',
  'RET_INVALID_USER_TYPE',
  'RET_INVALID_INPUT',
  'RET_PASSWORD_LENGTH',
  'RET_NOT_LOGGED_IN',
  'RET_PERMISSION_DENIED',
  'RET_MAX_USERS',
  'RET_MAX_TOKENS',
  'RET_MAX_SESSIONS',
  'RET_KEY_REFUSED',
  'RET_TOKEN_NOT_FOUND',
  'RET_FAULT',
];

/** Commands of the console, and the request that each makes. */
const COMMANDS: Readonly<Record<string, HsmRequest['op']>> = {
  loginHSM: 'login',
  logoutHSM: 'logout',
  listUsers: 'listUsers',
  createUser: 'createUser',
  deleteUser: 'deleteUser',
  changePswd: 'changePswd',
  rollBack: 'rollBack',
  registerMofnPubKey: 'registerKey',
  registerQuorumPubKey: 'registerKey',
  setMValue: 'setMValue',
  getMValue: 'getMValue',
  getToken: 'getToken',
  approveToken: 'approveToken',
  listTokens: 'listTokens',
  delToken: 'delToken',
  getHSMInfo: 'getHSMInfo',
  syncUser: 'putUser',
};

/**
 * Reads a fault as the operator writes it: words, in any order.
 *
 * @param servers how many servers the cluster has
 * @throws Failure of kind `usage`, naming the word that is wrong
 * @example
 * parseFault('server=1 command=createUser after=1 times=1 error=RET_USER_ALREADY_EXISTS', 2);
 * parseFault('drop server=1', 2);
 * parseFault('slow server=0 ms=500', 2);
 */
export function parseFault(text: string, servers: number): Fault {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const kind = words[0] === 'drop' || words[0] === 'slow' ? words[0] : 'error';
  const fields = new Map<string, string>();
  for (const word of kind === 'error' ? words : words.slice(1)) {
    const [name = '', value] = word.split('=', 2);
    if (value === undefined) throw wrongWord(word, 'NAME=VALUE');
    if (fields.has(name)) throw new CommandFailure('usage', `the fault has '${name}' twice`);
    fields.set(name, value);
  }
  const take = fieldTaker(fields);
  const server = take('server', (value) => parseCount(value, servers - 1), null);
  const fault = parseKind(kind, server, take);
  const [unknown] = fields.keys();
  if (unknown !== undefined) throw wrongWord(unknown, 'server, command, after, times, error or ms');
  return fault;
}

function findRequest(command: string): HsmRequest['op'] | undefined {
  return Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
}

type Take = <Value, Missing>(
  name: string,
  parse: (value: string) => Value | undefined,
  missing: Missing,
) => Value | Missing;

function parseKind(kind: Fault['kind'], server: number | null, take: Take): Fault {
  if (kind === 'drop') return { kind, server };
  if (kind === 'slow') {
    const ms = take('ms', (value) => parseCount(value, LONGEST_DELAY), undefined);
    if (ms === undefined)
      throw new CommandFailure('usage', "a slow server needs 'ms=MILLISECONDS'");
    return { kind, server, ms };
  }
  const command = take('command', findRequest, null);
  const after = take('after', (value) => parseCount(value, Number.MAX_SAFE_INTEGER), 0);
  const times = take(
    'times',
    (value) => parseCount(value, Number.MAX_SAFE_INTEGER) || undefined,
    null,
  );
  const error = take('error', (value) => ERROR_NAMES.find((name) => name === value), undefined);
  if (error === undefined) {
    throw new CommandFailure(
      'usage',
      'the fault does not say what happens',
      "add 'error=RET_…', or use 'drop server=N' or 'slow server=N ms=500'",
    );
  }
  return { kind, server, command, after, times, error };
}

function fieldTaker(fields: Map<string, string>): Take {
  return (name, parse, missing) => {
    const text = fields.get(name);
    if (text === undefined) return missing;
    fields.delete(name);
    const value = parse(text);
    if (value === undefined) throw wrongWord(`${name}=${text}`, expectedOf(name));
    return value;
  };
}

function expectedOf(name: string): string {
  if (name === 'command') return `one of ${Object.keys(COMMANDS).join(', ')}`;
  if (name === 'error') return `one of ${ERROR_NAMES.join(', ')}`;
  if (name === 'server') return 'the number of a server of this cluster, from 0';
  return 'a whole number in range';
}

function wrongWord(word: string, expected: string): CommandFailure {
  return new CommandFailure('usage', `the fault has '${word}', expected ${expected}`);
}

function parseCount(text: string, most: number): number | undefined {
  const count = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return count <= most ? count : undefined;
}

/** The console's command that makes a request; of two, the one of the classic edition. */
export function commandOf(op: HsmRequest['op']): string {
  // syncUser makes two requests, and this is its first.
  if (op === 'exportUser') return 'syncUser';
  return Object.entries(COMMANDS).find(([, made]) => made === op)?.[0] ?? op;
}

/** A fault as the operator would write it. */
export function describeFault(fault: Fault): string {
  const server = fault.server === null ? [] : [`server=${fault.server}`];
  if (fault.kind === 'drop') return ['drop', ...server].join(' ');
  if (fault.kind === 'slow') return ['slow', ...server, `ms=${fault.ms}`].join(' ');
  return [
    ...server,
    ...(fault.command === null ? [] : [`command=${commandOf(fault.command)}`]),
    ...(fault.after === 0 ? [] : [`after=${fault.after}`]),
    ...(fault.times === null ? [] : [`times=${fault.times}`]),
    `error=${fault.error}`,
  ].join(' ');
}

/**
 * What the faults do to a request, or to a mere attempt to connect (`op` null). Faults that count are
 * counted; the first error that is due is the one that happens.
 */
export function meetFaults(
  faults: readonly Fault[],
  server: number,
  op: HsmRequest['op'] | null,
): FaultEffect {
  let delay = 0;
  let error: HsmErrorName | null = null;
  let dropped = false;
  let counted = false;
  const after = faults.flatMap((fault): readonly Fault[] => {
    if (fault.server !== null && fault.server !== server) return [fault];
    if (fault.kind === 'drop') dropped = true;
    if (fault.kind === 'slow') delay += fault.ms;
    if (fault.kind !== 'error' || op === null || error !== null) return [fault];
    if (fault.command !== null && fault.command !== op) return [fault];
    if (fault.after > 0) {
      counted = true;
      return [{ ...fault, after: fault.after - 1 }];
    }
    error = fault.error;
    if (fault.times === null) return [fault];
    counted = true;
    return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
  });
  return { delay, error, dropped, faults: counted ? after : faults };
}
