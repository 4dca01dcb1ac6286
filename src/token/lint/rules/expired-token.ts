import { TOKEN_VALIDITY } from '../../validity.ts';
import type { Rule } from '../rule.ts';

export const expiredToken: Rule<'expired-token'> = {
  code: 'expired-token',
  severity: 'info',
  fixable: false,
  check({ document, records: [first] = [], now }) {
    if (document?.kind !== 'quorum' || first === undefined || now === undefined) return [];
    const age = now - first.created;
    if (age < TOKEN_VALIDITY || document.approvalData === undefined) return [];
    const { span } = document.approvalData;
    return [{ severity: 'info', values: { age, validity: TOKEN_VALIDITY }, span }];
  },
};
