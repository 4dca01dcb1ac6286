import { isFailure } from '../../failure.ts';
import type { AuditHead } from '../audit-record.ts';
import { archiveOld, readWholeLog } from '../store/log-archive.ts';
import type { ServerState } from '../store/server-state.ts';
import { requireSound } from './check-dump.ts';
import { checkSettings } from './check-settings.ts';
import type { DumpedKey } from './dumped-key.ts';
import type { OperatorAct, OperatorEvent } from './operator-act.ts';
import { recordActs } from './operator-log.ts';
import type { Server } from './server.ts';
import type { ClusterRecord, ClusterSettings } from './settings.ts';
import type { ClusterStores } from './stores.ts';

/** What the operator of a cluster does, outside the quorum. Each act is recorded in the operator's log. */
export interface ClusterOperator {
  /** @throws Failure of kind `state` where they are damaged or cannot be read */
  readSettings(): ClusterSettings;
  /**
   * Changes clock, faults and the check of keys; consoles that are open go by them at once.
   *
   * @param change makes the next settings; it may be called several times
   * @returns the settings as they are now
   * @throws Failure `settings-malformed` or `fault-server` where the settings make no sense; nothing is
   *   written then
   * @example
   * cluster.changeSettings((settings) => ({
   *   ...settings,
   *   clock: advanceClock(settings.clock, parseDuration('94s')),
   * }));
   */
  changeSettings(change: (settings: ClusterSettings) => ClusterSettings): ClusterSettings;
  /**
   * Ends every session on every HSM.
   *
   * @returns how many there were
   * @throws Failure of kind `state`
   */
  logOutAll(): number;
  /**
   * Puts other states and settings in the place of what the cluster holds, in one step: there is no moment
   * at which one HSM has the old state and another the new.
   *
   * @throws Failure of kind `state`, where the states are not sound or cannot be put in place; what the
   *   cluster held stays then
   */
  replaceAll(replacement: Replacement): void;
  /**
   * What the operator did, oldest first: a log with a chain of hashes of its own, beside those of the HSMs.
   *
   * @throws Failure of kind `state` where a part of it is missing or damaged
   */
  readActs(): { readonly head: AuditHead; readonly events: readonly OperatorEvent[] };
}

/** What takes the place of what a cluster holds. */
export interface Replacement {
  readonly settings: ClusterSettings;
  /** Of all HSMs, in the order of the servers. */
  readonly states: readonly ServerState[];
  /** None where not given. */
  readonly keys?: readonly DumpedKey[];
  /** SHA-256 of the dump's file, hex; null where it was no file. */
  readonly digest: string | null;
}

/** The operator of the cluster in these stores. */
export function createOperator(
  stores: ClusterStores,
  hsms: readonly Server[],
  now: () => number,
): ClusterOperator {
  const record = (current: ClusterRecord, acts: readonly OperatorAct[]): ClusterRecord => {
    const circumstances = { time: now(), uid: process.getuid?.() ?? null, heads: findHeads(hsms) };
    const { head, events } = recordActs(current.operator, acts, circumstances);
    return { ...current, operator: { head, events: archiveOld(events, stores.acts) } };
  };
  return {
    readSettings: () => settingsOf(stores.record.read().state),
    changeSettings: (change) =>
      stores.record.transact(({ state }) => {
        const before = settingsOf(state);
        const result = checkSettings(change(before), hsms.length);
        const acts = actsOf(before, result);
        if (acts.length === 0) return { state, result };
        return { state: record({ ...state, ...settingsOf(result) }, acts), result };
      }),
    logOutAll() {
      // Recorded first: an act without a record would be worse than a record of what was not done.
      stores.record.transact(({ state }) => ({
        state: record(state, [{ kind: 'logout' }]),
        result: undefined,
      }));
      return hsms.reduce((sum, hsm) => sum + hsm.logOutAll(), 0);
    },
    replaceAll(replacement) {
      replaceStores(stores, hsms, replacement, record);
    },
    readActs() {
      const { head, events } = stores.record.read().state.operator;
      return { head, events: readWholeLog(events, head, stores.acts) };
    },
  };
}

function replaceStores(
  stores: ClusterStores,
  hsms: readonly Server[],
  { settings, states, keys = [], digest }: Replacement,
  record: (current: ClusterRecord, acts: readonly OperatorAct[]) => ClusterRecord,
): void {
  checkSettings(settings, hsms.length);
  requireSound(states, keys);
  // Numbers go on counting: under a seed, they say which nonces come next.
  const numbered = states.map((state, index) => ({
    number: (hsms[index]?.inspect().number ?? 0) + 1,
    state,
  }));
  const heads = states.map(({ hsm }) => hsm.audit);
  const place = stores.create(numbered, keys);
  let before: ClusterRecord;
  try {
    before = stores.record.transact(({ state }) => {
      const recorded = record(state, [{ kind: 'load', digest, heads }]);
      const next = { ...recorded, ...settingsOf(settings), stores: place, replaced: state.stores };
      return { state: next, result: state };
    });
  } catch (error) {
    // Where it cannot be told whether it was done, the new stores may be those that count.
    if (isUnchanged(error)) stores.remove(place);
    throw error;
  }
  stores.remove(before.stores);
  if (before.replaced !== null) stores.remove(before.replaced);
}

function isUnchanged(error: unknown): boolean {
  if (!isFailure(error)) return true;
  if (error.code === 'change-uncertain') return false;
  return error.code !== 'state-io' || error.values.outcome !== 'uncertain';
}

function settingsOf(settings: ClusterSettings): ClusterSettings {
  const { clock, faults, checksKeyAvailability } = settings;
  return { clock, faults, checksKeyAvailability };
}

/** What was changed; what came out as it was is no act. */
function actsOf(before: ClusterSettings, after: ClusterSettings): readonly OperatorAct[] {
  const differ = (key: keyof ClusterSettings): boolean =>
    JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  return [
    ...(differ('clock') ? [{ kind: 'clock', clock: after.clock } as const] : []),
    ...(differ('faults') ? [{ kind: 'faults', faults: after.faults } as const] : []),
    ...(differ('checksKeyAvailability')
      ? [{ kind: 'key-availability', isChecked: after.checksKeyAvailability } as const]
      : []),
  ];
}

/** Where the HSMs' audit logs end now. */
function findHeads(hsms: readonly Server[]): (AuditHead | null)[] {
  return hsms.map((hsm) => {
    try {
      return hsm.inspect().state.hsm.audit;
    } catch (error) {
      // The operator may set clock and faults of a cluster of which one HSM is damaged.
      if (isFailure(error)) return null;
      throw error;
    }
  });
}
