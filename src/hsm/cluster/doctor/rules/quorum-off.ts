import { quorumServicesOf } from '../../../m-values.ts';
import { listQuorums } from '../quorums.ts';
import { findOnEach, type Rule } from '../rule.ts';

/** That service 4 alone is off is weak-quorum-management. */
export const quorumOff: Rule<'quorum-off'> = {
  code: 'quorum-off',
  severity: 'advice',
  find(cluster) {
    return findOnEach(cluster, ({ hsm }) => {
      const off = quorumServicesOf(hsm.type).filter((service) => hsm.mValues[service] === 1);
      const services = listQuorums(hsm).length === 0 ? off : off.filter((one) => one !== 'miscCo');
      return services.length === 0 ? undefined : { services };
    });
  },
};
