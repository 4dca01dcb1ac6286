import type { StateProblem } from '../../failure-codes/hsm-state.ts';
import type { Expected } from '../../failure-codes/shape-detail.ts';
import { findMaterialProblem } from '../machine/keys/find-material-problem.ts';
import { isHandleBeyond } from '../machine/keys/handles.ts';
import { LIMITS } from '../machine/rules.ts';
import type { HsmState } from '../machine/state.ts';
import type { DumpedKey } from './dumped-key.ts';
import { keysOn } from './dumped-keys.ts';

/** What is wrong with keys, and on which server; with no server where it is of the key itself. */
interface Found {
  readonly server: number | null;
  readonly problem: StateProblem;
}

/**
 * Looks for what is wrong with the keys of a dump, beyond their shape.
 *
 * @param states of all servers
 * @returns the first thing; nothing where all is well
 */
export function findKeyProblem(
  states: readonly HsmState[],
  keys: readonly DumpedKey[],
): Found | undefined {
  for (const [index, { servers, record, material }] of keys.entries()) {
    const place = `keys.${index}.servers`;
    if (servers.some((server, at) => at > 0 && server <= (servers[at - 1] as number))) {
      return { server: null, problem: shape(place, { code: 'ascending' }) };
    }
    if (servers.some((server) => server >= states.length)) {
      return {
        server: null,
        problem: shape(place, { code: 'between', minimum: 0, maximum: states.length - 1 }),
      };
    }
    const what = findMaterialProblem(
      record,
      material === null ? null : Buffer.from(material, 'base64'),
    );
    if (what !== undefined) {
      const { handle } = record;
      return { server: null, problem: { problem: 'key-material', handle, what } };
    }
  }
  for (const [server, state] of states.entries()) {
    const problem = findMisplaced(state, keysOn(keys, server));
    if (problem !== undefined) return { server, problem };
  }
  return undefined;
}

/** What an HSM cannot hold, however good the keys are by themselves. */
function findMisplaced(
  { type, node, keys: table, next }: HsmState,
  keys: ReturnType<typeof keysOn>,
): StateProblem | undefined {
  if (table.count > 0 || table.retired.length > 0) {
    return shape('hsm.keys', { code: 'no-keys' });
  }
  const maximum = LIMITS.keys[type];
  if (keys.length > maximum) return { problem: 'keys-too-many', count: keys.length, maximum };
  const known = new Set<number>();
  for (const { record } of keys) {
    const { handle } = record;
    if (known.has(handle)) return { problem: 'repeated', what: 'key-handle', value: handle };
    known.add(handle);
    if (isHandleBeyond(node, next.handle, handle)) {
      return { problem: 'handle-beyond-next', handle, next: next.handle };
    }
    // Whoever gets that id some day would own the key.
    const user = [record.owner, ...record.sharedWith].find((id) => id >= next.user);
    if (user !== undefined) {
      return { problem: 'beyond-next', what: 'user-id', value: user, next: next.user };
    }
  }
  return undefined;
}

function shape(place: string, expected: Expected): StateProblem {
  return { problem: 'shape', place, detail: { code: 'unlike', expected, found: null } };
}
