import { SIGNATURE_BYTES } from '../../sdk5/read-document.ts';
import type { Rule } from '../rule.ts';

export const misplacedSignature: Rule<'misplaced-signature'> = {
  code: 'misplaced-signature',
  severity: 'error',
  fixable: false,
  check({ document }) {
    if (document === undefined) return [];
    const signed = document.unknown
      .filter(({ path }) => /(^|\.)signed$/.test(path))
      .map(({ path, span }) => ({
        severity: 'error' as const,
        values: { path, belongs: 'signatures[].signature' },
        span,
      }));
    if (document.kind !== 'registration' && document.kind !== 'mfa') return signed;
    const beside = (document.signatures?.items ?? []).flatMap(({ signature }, at) => {
      if (signature?.bytes?.length !== SIGNATURE_BYTES) return [];
      const path = `signatures[${at}].signature`;
      const values = { path, belongs: 'tokens[].signed' };
      return [{ severity: 'error' as const, values, span: signature.span }];
    });
    return [...signed, ...beside];
  },
};
