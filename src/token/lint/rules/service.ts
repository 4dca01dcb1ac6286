import { findService, findServiceByName } from '../../service.ts';
import type { Rule } from '../rule.ts';

export const service: Rule<'service'> = {
  code: 'service',
  severity: 'error',
  example: { good: '"service": "user-management"', bad: '"service": "key-usage"' },
  fixable: false,
  check({ document, records: [first] = [] }) {
    if (document?.kind !== 'quorum' || document.service === undefined) return [];
    if (first === undefined) return [];
    const { text: written, span } = document.service;
    const expected = findService(first.service)?.sdk5?.name;
    if (written === expected || findServiceByName(written) === undefined) return [];
    const values = { written, expected, number: first.service };
    return [{ severity: 'error', stops: true, values, span }];
  },
};
