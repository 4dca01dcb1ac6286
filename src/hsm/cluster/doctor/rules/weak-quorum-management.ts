import { listQuorums } from '../quorums.ts';
import { findOnEach, type Rule } from '../rule.ts';

export const weakQuorumManagement: Rule<'weak-quorum-management'> = {
  code: 'weak-quorum-management',
  severity: 'advice',
  find(cluster) {
    return findOnEach(cluster, ({ hsm }) => {
      const m = hsm.mValues.miscCo;
      const services = listQuorums(hsm).filter((other) => other.m > m);
      return services.length === 0 ? undefined : { m, services };
    });
  },
};
