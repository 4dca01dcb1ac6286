import type { Contradiction } from '../../failure-codes/hsm-state.ts';
import { decodeTokens, type TokenRecord } from '../../token/record.ts';
import { LIMITS } from './rules.ts';
import type { Challenge, HsmState, Mtls, QuorumKey, Token, User } from './state.ts';

/**
 * What must hold between the parts of a state, beyond their shapes. The state machine keeps all of
 * it; a state that does not is not one that it made.
 *
 * @returns what is wrong, or nothing
 */
export function findContradiction(state: HsmState): Contradiction | undefined {
  const ids = state.users.map((user) => user.id);
  const names = state.users.map((user) => user.name);
  const keys = state.users.flatMap(listKeys);
  const keyIds = keys.map((key) => key.id);
  const sessions = state.sessions.map((session) => session.id);
  const records = state.tokens.map((token) => token.record);
  return (
    findRepeated('user-id', ids) ??
    findRepeated('user-name', names) ??
    findRepeated(
      'quorum-key',
      keys.map((key) => key.spki),
    ) ??
    findRepeated('quorum-key-id', keyIds) ??
    findRepeated('session', sessions) ??
    findRepeated('token', records) ??
    findBeyondNext('user-id', ids, state.next.user) ??
    findBeyondNext('quorum-key-id', keyIds, state.next.key) ??
    findBadToken(state, new Set(ids)) ??
    findRepeated('challenge', state.challenges.map(nameChallenge)) ??
    findBadMtls(state.mtls) ??
    findBadKeys(state, new Set(sessions)) ??
    findForeign(state)
  );
}

/** A process has one challenge of a name for each purpose. */
function nameChallenge({ purpose, name, process }: Challenge): string {
  const { bootId, pidNamespace, pid, startTime } = process;
  return JSON.stringify([purpose, name, bootId, pidNamespace, pid, startTime]);
}

/** What HSMs of that type have not. */
function findForeign({ type, mValues, mtls }: HsmState): Contradiction | undefined {
  if (type === 'hsm2m') return undefined;
  if (mValues.clusterManagement !== 1) return { problem: 'not-of-type', what: 'm-value' };
  // Without an anchor, certificates are not asked for either: findBadMtls has looked.
  return mtls.anchors.length === 0 ? undefined : { problem: 'not-of-type', what: 'mtls' };
}

function findBadMtls({ anchors, enforcement }: Mtls): Contradiction | undefined {
  if (enforcement === 'cluster' && anchors.length === 0) {
    return { problem: 'enforced-without-anchor' };
  }
  return (
    findRepeated(
      'trust-anchor',
      anchors.map((anchor) => anchor.reference),
    ) ??
    findRepeated(
      'trust-anchor',
      anchors.map((anchor) => anchor.certificate),
    )
  );
}

/** What stands in their pages is judged where they are read. */
function findBadKeys(
  { type, keys: { count, directories, sessionKeys } }: HsmState,
  sessions: ReadonlySet<string>,
): Contradiction | undefined {
  const maximum = LIMITS.keys[type];
  if (count > maximum) return { problem: 'keys-too-many', count, maximum };
  const isInOrder = directories.every(
    ({ number }, index) => index === 0 || number > (directories[index - 1]?.number ?? number),
  );
  // No page is without a key.
  const isFull = directories.length <= count && (count === 0 || directories.length > 0);
  if (!isInOrder || !isFull || sessionKeys.length > count) return { problem: 'key-pages' };
  const over = sessionKeys.find(({ session }) => !sessions.has(session));
  if (over !== undefined) return { problem: 'key-session', handle: over.handle };
  return findRepeated(
    'session-key',
    sessionKeys.map(({ handle }) => handle),
  );
}

/** A user's keys; one that is both the quorum key and the second factor is there once, under one id. */
function listKeys({ quorumKey, secondFactor }: User): readonly QuorumKey[] {
  const keys = [quorumKey, secondFactor].filter((key) => key !== null);
  const isOne = quorumKey?.spki === secondFactor?.spki && quorumKey?.id === secondFactor?.id;
  return isOne ? keys.slice(0, 1) : keys;
}

type Repeated = Extract<Contradiction, { problem: 'repeated' }>;
type BeyondNext = Extract<Contradiction, { problem: 'beyond-next' }>;

function findRepeated(
  what: Repeated['what'],
  values: readonly (string | number)[],
): Repeated | undefined {
  const seen = new Set<string | number>();
  for (const value of values) {
    if (seen.has(value)) return { problem: 'repeated', what, value };
    seen.add(value);
  }
  return undefined;
}

function findBeyondNext(
  what: BeyondNext['what'],
  values: readonly number[],
  next: number,
): BeyondNext | undefined {
  const value = values.find((used) => used >= next);
  return value === undefined ? undefined : { problem: 'beyond-next', what, value, next };
}

function findBadToken(state: HsmState, users: ReadonlySet<number>): Contradiction | undefined {
  const ids = new Set<number>();
  for (const [index, token] of state.tokens.entries()) {
    const record = readRecord(Buffer.from(token.record, 'base64'));
    if (record === undefined) return { problem: 'token-record', index };
    const wrong = findWrong(record, token, index, state, users);
    if (wrong !== undefined) return wrong;
    if (ids.has(record.id)) return { problem: 'repeated', what: 'token-id', value: record.id };
    ids.add(record.id);
  }
  return undefined;
}

function readRecord(bytes: Uint8Array): TokenRecord | undefined {
  try {
    return decodeTokens(bytes)[0];
  } catch {
    // What is wrong in it is of no interest: no HSM wrote it.
  }
  return undefined;
}

function findWrong(
  record: TokenRecord,
  token: Token,
  index: number,
  state: HsmState,
  users: ReadonlySet<number>,
): Contradiction | undefined {
  const place = { index, token: record.id };
  if (record.node !== state.node) {
    return { problem: 'token-node', ...place, node: record.node, expected: state.node };
  }
  if (!users.has(token.user)) return { problem: 'token-owner', ...place };
  return token.approvals.some((approval) => approval.digest >= token.digests.length)
    ? { problem: 'token-approval', ...place }
    : undefined;
}
