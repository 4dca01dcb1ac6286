import type { Store } from './store.ts';

/**
 * A store in memory, of one process: for tests that need no folder.
 *
 * @param number of its first generation
 */
export function createMemoryStore<State>(state: State, number = 1): Store<State> {
  let current = { number, state };
  return {
    folder: 'memory',
    read: () => current,
    look: (work) => work(current),
    transact(compute) {
      const change = compute(current);
      if (change.state !== current.state) {
        current = { number: current.number + 1, state: change.state };
      }
      return change.result;
    },
  };
}
