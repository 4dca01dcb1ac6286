import { findOnEach, type Rule } from '../rule.ts';

/** An HSM deletes users who own keys. */
export const keyOrphaned: Rule<'key-orphaned'> = {
  code: 'key-orphaned',
  severity: 'advice',
  find(cluster) {
    return findOnEach(cluster, ({ keys, hsm }) => {
      const users = new Set(hsm.users.map(({ id }) => id));
      const found = keys
        .filter(({ record }) => !users.has(record.owner))
        .map(({ record: { handle, label } }) => ({ handle, label }));
      return found.length === 0 ? undefined : { keys: found };
    });
  },
};
