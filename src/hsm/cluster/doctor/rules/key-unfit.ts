import { findOnEach, type Rule } from '../rule.ts';

export const keyUnfit: Rule<'key-unfit'> = {
  code: 'key-unfit',
  severity: 'advice',
  find(cluster) {
    return findOnEach(cluster, ({ officers: { unfit } }) =>
      unfit.length === 0 ? undefined : { keys: unfit },
    );
  },
};
