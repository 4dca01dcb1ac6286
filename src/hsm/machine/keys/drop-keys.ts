import { readRecord } from '../quorum.ts';
import type { HsmState } from '../state.ts';
import type { KeyObjects } from './key-objects.ts';
import { removeKeys } from './key-table.ts';

/** Takes keys out, with the tokens that are for them. */
export function dropKeys(
  state: HsmState,
  objects: KeyObjects,
  handles: readonly number[],
): HsmState {
  if (handles.length === 0) return state;
  const tokens = state.tokens.filter((token) => !handles.includes(readRecord(token).keyHandle));
  return {
    ...state,
    keys: removeKeys(state.keys, objects, handles),
    tokens: tokens.length === state.tokens.length ? state.tokens : tokens,
  };
}
