import { approversOf, greatestQuorum } from '../key-users.ts';
import { findOnEach, type Rule } from '../rule.ts';

/** When a key is made, as many users have to share it as it asks for; that they have registered keys, nobody asks. */
export const keyQuorumUnreachable: Rule<'key-quorum-unreachable'> = {
  code: 'key-quorum-unreachable',
  severity: 'error',
  find(cluster) {
    return findOnEach(cluster, (server) => {
      const keys = server.keys.flatMap(({ record }) => {
        const required = greatestQuorum(record);
        if (required === 0) return [];
        const able = approversOf(server, record).length;
        const { handle, label } = record;
        return able < required ? [{ handle, label, required, able }] : [];
      });
      return keys.length === 0 ? undefined : { keys };
    });
  },
};
