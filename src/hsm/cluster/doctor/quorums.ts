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

/** The least M of a quorum that is on. */
const LEAST = 2;

/**
 * Whether nothing that officers can do leads back to a quorum: neither more officers, which service 3
 * makes, nor a smaller M value, which service 4 sets (once it is on itself).
 */
export function isLockedOut({ hsm, officers }: ExaminedServer): boolean {
  const able = countAble(officers);
  const { userManagement, miscCo } = hsm.mValues;
  return userManagement > 1 && userManagement > able && Math.max(LEAST, miscCo) > able;
}
