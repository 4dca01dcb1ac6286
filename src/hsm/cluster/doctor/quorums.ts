import type { ServiceQuorum } from '../../doctor-finding.ts';
import { QUORUM_SERVICES } from '../../m-values.ts';
import type { HsmState } from '../../machine/state.ts';
import type { ExaminedServer } from './examined.ts';
import { countAble } from './officers.ts';

/** Services that ask for approvals, with their M values. */
export function listQuorums({ mValues }: HsmState): readonly ServiceQuorum[] {
  return QUORUM_SERVICES.map((service) => ({ service, m: mValues[service] })).filter(
    ({ m }) => m > 1,
  );
}

/**
 * Whether nothing that officers can do leads back to a quorum: neither more officers, which service 3
 * makes, nor a smaller M value of it, whose change takes as many approvals as it has itself.
 */
export function isLockedOut({ hsm, officers }: ExaminedServer): boolean {
  const { userManagement } = hsm.mValues;
  return userManagement > 1 && userManagement > countAble(officers);
}

/** Services that ask for more approvals than there are officers, with their M values. */
export function listBeyondOfficers({ hsm, officers }: ExaminedServer): readonly ServiceQuorum[] {
  return listQuorums(hsm).filter(({ m }) => m > officers.officers.length);
}
