import { findOnEach, type Rule } from '../rule.ts';

/** Where all of them are, it is no-officer-can-log-in. */
export const officerLocked: Rule<'officer-locked'> = {
  code: 'officer-locked',
  severity: 'advice',
  find(cluster) {
    return findOnEach(cluster, ({ officers: { officers, locked } }) =>
      locked.length === 0 || locked.length === officers.length
        ? undefined
        : { officers: locked.map(({ name }) => name) },
    );
  },
};
