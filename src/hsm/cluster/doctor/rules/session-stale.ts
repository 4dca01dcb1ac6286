import { findOnEach, type Rule } from '../rule.ts';

export const sessionStale: Rule<'session-stale'> = {
  code: 'session-stale',
  severity: 'advice',
  find(cluster) {
    return findOnEach(cluster, ({ hsm }) => {
      const names = new Map(hsm.users.map(({ id, name }) => [id, name]));
      const sessions = hsm.sessions
        .filter(({ process }) => !cluster.isAlive(process))
        .map(({ user, process }) => ({ user: names.get(user) ?? `${user}`, pid: process.pid }));
      return sessions.length === 0 ? undefined : { sessions };
    });
  },
};
