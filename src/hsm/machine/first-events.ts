import { type AuditEvent, FIRST_OPS } from '../audit-record.ts';
import { chainRecords, NO_RECORDS, type UnchainedEvent } from './audit.ts';
import type { HsmState } from './state.ts';

/**
 * The log of the first HSM of a new cluster: it begins with that HSM's own beginning. The others are made
 * from it, and their logs begin with a log-in (AWS CloudHSM user guide, "Interpreting HSM audit logs",
 * "Initialize the first HSM in a cluster").
 *
 * @param hsm as {@link createClusterStates} makes it, without a record
 * @param time milliseconds since 1970-01-01 UTC
 */
export function beginLog(
  hsm: HsmState,
  time: number,
): { readonly hsm: HsmState; readonly log: readonly AuditEvent[] } {
  const appliance = hsm.users.find(({ type }) => type === 'AU');
  const records = FIRST_OPS.map((op): UnchainedEvent => {
    const user = op === 'createApplianceUser' ? appliance : undefined;
    return {
      time,
      op,
      session: null,
      response: 'SUCCESS',
      ...(user && { user: { name: user.name, type: user.type } }),
    };
  });
  const { head, events } = chainRecords(NO_RECORDS, records);
  return { hsm: { ...hsm, audit: head }, log: events };
}
