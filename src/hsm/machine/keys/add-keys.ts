import { type Context, type LoggedIn, numberChange } from '../context.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
import type { HsmState, SessionKey } from '../state.ts';
import { handleOf } from './handles.ts';
import { findKey, putKeys } from './key-table.ts';
import type { NewKeyRecord, WholeKey } from './whole-key.ts';

/** A state with keys more, in the order in which they were handed in. */
export interface AddedKeys {
  readonly state: HsmState;
  readonly operation: string;
  readonly handles: readonly number[];
}

/**
 * Gives keys their handles and puts them in.
 *
 * @throws Refused where the HSM holds as many as it can
 */
export function addKeys(
  context: Context,
  loggedIn: LoggedIn,
  added: readonly NewKeyRecord[],
): AddedKeys {
  let { handle: next } = context.state.next;
  const keys: WholeKey[] = [];
  for (const { record, material } of added) {
    next = findFree(context, next);
    keys.push({ record: { ...record, handle: handleOf(context.state.node, next) }, material });
    next += 1;
  }
  const state = placeKeys(context, loggedIn, keys);
  const numbered = numberChange({ ...state, next: { ...state.next, handle: next } });
  return { ...numbered, handles: keys.map(({ record }) => record.handle) };
}

/** Puts keys in under the handles that they have. @throws Refused where there are too many */
export function placeKeys(
  { state, environment }: Context,
  { session }: LoggedIn,
  added: readonly WholeKey[],
): HsmState {
  const records = added.map(({ record }) => record);
  const maximum = LIMITS.keys[state.type];
  const isBeyond = records.some(({ handle }) => handle > LIMITS.keyHandle);
  if (isBeyond || state.keys.count + records.length > maximum) {
    throw new Refused('RET_MAX_KEYS', { code: 'keys-full', maximum });
  }
  const materials = new Map(added.map(({ record, material }) => [record.handle, material]));
  const keys = putKeys(state.keys, environment.objects, records, materials);
  const ofSession = records
    .filter(({ flags }) => !flags.token)
    .map(({ handle }): SessionKey => ({ handle, session: session.id }));
  return { ...state, keys: { ...keys, sessionKeys: [...keys.sessionKeys, ...ofSession] } };
}

/** From a number on, the first whose handle no key has: one may have come from elsewhere. */
function findFree({ state, environment }: Context, from: number): number {
  let next = from;
  while (findKey(state.keys, environment.objects, handleOf(state.node, next)) !== undefined) {
    next += 1;
  }
  return next;
}
