import { listBeyondOfficers } from '../quorums.ts';
import { findOnEach, type Rule } from '../rule.ts';

/** An HSM sets no M above the number of its officers, but it deletes officers below M. */
export const officersBelowM: Rule<'officers-below-m'> = {
  code: 'officers-below-m',
  severity: 'error',
  find(cluster) {
    return findOnEach(cluster, (server) => {
      const services = listBeyondOfficers(server);
      const officers = server.officers.officers.length;
      return services.length === 0 ? undefined : { officers, services };
    });
  },
};
