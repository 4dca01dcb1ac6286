import { greatestQuorum } from '../key-users.ts';
import { findOnEach, type Rule } from '../rule.ts';

/** `key delete` takes no approvals, whatever the key asks for (AWS CloudHSM user guide, "key delete"). */
export const keyDeletionUncovered: Rule<'key-deletion-uncovered'> = {
  code: 'key-deletion-uncovered',
  severity: 'advice',
  find(cluster) {
    return findOnEach(cluster, ({ keys, hsm }) => {
      const owners = new Set(hsm.users.map(({ id }) => id));
      const found = keys
        .filter(({ record }) => greatestQuorum(record) > 0 && record.flags.destroyable)
        .filter(({ record }) => owners.has(record.owner))
        .map(({ record: { handle, label } }) => ({ handle, label }));
      return found.length === 0 ? undefined : { keys: found };
    });
  },
};
