import type { Rule } from '../rule.ts';

/** What keeps several servers from being read is told once. */
export const unreadable: Rule<'unreadable'> = {
  code: 'unreadable',
  severity: 'error',
  find({ unreadable }) {
    const found = new Map<string, (typeof unreadable)[number]>();
    for (const { servers, failure } of unreadable) {
      const key = JSON.stringify([failure.code, failure.values]);
      const known = found.get(key)?.servers ?? [];
      found.set(key, { servers: [...known, ...servers], failure });
    }
    return [...found.values()].map(({ servers, failure }) => ({ servers, values: { failure } }));
  },
};
