import { countAble } from '../officers.ts';
import { isLockedOut, listQuorums } from '../quorums.ts';
import { findOnEach, type Rule } from '../rule.ts';

export const lockedOut: Rule<'locked-out'> = {
  code: 'locked-out',
  severity: 'error',
  find(cluster) {
    return findOnEach(cluster, (server) => {
      if (!isLockedOut(server)) return undefined;
      const able = countAble(server.officers);
      return { able, services: listQuorums(server.hsm).filter(({ m }) => m > able) };
    });
  },
};
