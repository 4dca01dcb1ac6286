import type { Rule } from '../rule.ts';

export const version: Rule<'version'> = {
  code: 'version',
  severity: 'error',
  example: { good: '"version": "2.0"', bad: '"version": "1.0"' },
  fixable: false,
  check({ document }) {
    if (document?.version === undefined) return [];
    const { text: found, span } = document.version;
    const expected = document.kind === 'authdata' ? '1.0' : '2.0';
    if (found === expected) return [];
    return [{ severity: 'error', stops: true, values: { found, expected }, span }];
  },
};
