import { openStores, readIdentity } from '../../src/hsm/cluster/folder.ts';
import type { ServerState } from '../../src/hsm/store/server-state.ts';

/** Puts another state there for one HSM, as whoever writes in a cluster's folder can; nothing records it. */
export function replaceState(
  folder: string,
  server: number,
  change: (state: ServerState) => ServerState,
): void {
  const stores = openStores(folder, readIdentity(folder));
  const place = stores.record.read().state.stores;
  stores.at(place, server).store.transact(({ state }) => {
    return { state: change(state), result: undefined };
  });
}
