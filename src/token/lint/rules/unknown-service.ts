import { findServiceByName } from '../../service.ts';
import type { Rule } from '../rule.ts';

export const unknownService: Rule<'unknown-service'> = {
  code: 'unknown-service',
  severity: 'info',
  example: { good: '"service": "user-management"', bad: '"service": "users"' },
  fixable: false,
  check({ document, records: [first] = [] }) {
    if (document?.kind !== 'quorum' || document.service === undefined) return [];
    if (first === undefined) return [];
    const { text: written, span } = document.service;
    if (findServiceByName(written)?.sdk5?.isDocumented === true) return [];
    return [{ severity: 'info', values: { written, number: first.service }, span }];
  },
};
