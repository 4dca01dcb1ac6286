import { isFailure } from '../../failure.ts';
import { listObjects } from '../machine/keys/table-objects.ts';
import type { KeyTable } from '../machine/state.ts';
import type { ObjectStore } from './object-store.ts';
import { StagedObjects } from './staged-objects.ts';

/** A generation that was published. */
export interface Published {
  readonly number: number;
  readonly keys: KeyTable;
  /** What the generation before it had let go: that which named it last is not even the older one any more. */
  readonly before: readonly string[];
}

/** Generations from one look for what killed and losing writers left to the next. */
const SWEPT_AFTER = 64;

/** Removes objects that no state names any more, as far as they can be removed. */
export function removeUnnamed(objects: ObjectStore, { number, keys, before }: Published): void {
  objects.remove(before);
  if (number % SWEPT_AFTER !== 0) return;
  try {
    const named = listObjects(keys, new StagedObjects(objects, number));
    objects.sweep(number, new Set([...named, ...keys.retired]));
  } catch (error) {
    // Others were faster, and one of them sweeps the next time: the change itself was made.
    if (!isFailure(error)) throw error;
  }
}
