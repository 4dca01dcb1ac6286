import type { Rule } from '../rule.ts';

export const unreadable: Rule<'unreadable'> = {
  code: 'unreadable',
  severity: 'error',
  find({ unreadable }) {
    return unreadable.map(({ servers, failure }) => ({ servers, values: { failure } }));
  },
};
