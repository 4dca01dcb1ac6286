import { decodeTokens, type TokenRecord } from '../../token/record.ts';
import type { HsmState, Token } from './state.ts';

/**
 * What must hold between the parts of a state, beyond their shapes. The state machine keeps all of
 * it; a state that does not is not one that it made.
 *
 * @returns what is wrong, or nothing
 */
export function findContradiction(state: HsmState): string | undefined {
  const ids = state.users.map((user) => user.id);
  const keys = state.users.flatMap((user) => (user.quorumKey === null ? [] : [user.quorumKey]));
  const sessions = state.sessions.map((session) => session.id);
  const records = state.tokens.map((token) => token.record);
  return (
    findRepeated('user id', ids) ??
    findRepeated(
      'user name',
      state.users.map((user) => user.name),
    ) ??
    findRepeated(
      'quorum key',
      keys.map((key) => key.spki),
    ) ??
    findRepeated(
      'quorum key id',
      keys.map((key) => key.id),
    ) ??
    findRepeated('session', sessions) ??
    findRepeated('token', records) ??
    findTooLarge('user id', ids, state.next.user) ??
    findTooLarge(
      'quorum key id',
      keys.map((key) => key.id),
      state.next.key,
    ) ??
    findTooLarge('session', sessions.map(Number), state.next.session) ??
    findBadToken(state, new Set(ids))
  );
}

function findRepeated(what: string, values: readonly (string | number)[]): string | undefined {
  const seen = new Set<string | number>();
  for (const value of values) {
    if (seen.has(value)) return `${what} ${value} is there twice`;
    seen.add(value);
  }
  return undefined;
}

function findTooLarge(what: string, values: readonly number[], next: number): string | undefined {
  const tooLarge = values.find((value) => value >= next);
  return tooLarge === undefined
    ? undefined
    : `${what} ${tooLarge} is in use, but the next one to be given out is ${next}`;
}

function findBadToken(state: HsmState, users: ReadonlySet<number>): string | undefined {
  for (const [index, token] of state.tokens.entries()) {
    const record = readRecord(Buffer.from(token.record, 'base64'));
    if (record === undefined) return `tokens.${index}.record: not a quorum token`;
    const wrong = findWrong(record, token, state, users);
    if (wrong !== undefined) return `tokens.${index}: token ${record.id} ${wrong}`;
  }
  return undefined;
}

function readRecord(bytes: Uint8Array): TokenRecord | undefined {
  try {
    return decodeTokens(bytes)[0];
  } catch {
    // What is wrong in it is of no interest: no HSM wrote it.
    return undefined;
  }
}

function findWrong(
  record: TokenRecord,
  token: Token,
  state: HsmState,
  users: ReadonlySet<number>,
): string | undefined {
  if (record.node !== state.node) return `is of node ${record.node} and kept on ${state.node}`;
  if (record.id >= state.next.token) return `is in use, but ${state.next.token} is the next`;
  if (!users.has(token.user)) return 'is of a user that does not exist';
  return token.approvals.some((approval) => approval.digest >= token.digests.length)
    ? 'has an approval of nothing that was signed'
    : undefined;
}
