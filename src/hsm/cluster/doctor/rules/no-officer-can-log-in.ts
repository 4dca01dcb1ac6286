import { isLocked } from '../officers.ts';
import { findOnEach, type Rule } from '../rule.ts';

/** A PRECO can log in, and becomes an officer. */
export const noOfficerCanLogIn: Rule<'no-officer-can-log-in'> = {
  code: 'no-officer-can-log-in',
  severity: 'error',
  find(cluster) {
    return findOnEach(cluster, ({ hsm, officers: { officers } }) => {
      const canLogIn =
        officers.some((officer) => !isLocked(officer)) ||
        hsm.users.some((user) => user.type === 'PRECO' && !isLocked(user));
      return canLogIn ? undefined : { officers: officers.map(({ name }) => name) };
    });
  },
};
