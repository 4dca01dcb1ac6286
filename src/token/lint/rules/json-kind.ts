import type { Rule } from '../rule.ts';

export const jsonKind: Rule<'json-kind'> = {
  code: 'json-kind',
  severity: 'error',
  fixable: false,
  check({ reading, document }) {
    if (reading.document === undefined || document !== undefined) return [];
    const { start } = reading.document.root.span;
    return [{ severity: 'error', stops: true, values: {}, span: { start, end: start + 1 } }];
  },
};
