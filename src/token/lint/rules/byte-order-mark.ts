import type { Rule } from '../rule.ts';

const MARK = '\u00ef\u00bb\u00bf';

export const byteOrderMark: Rule<'byte-order-mark'> = {
  code: 'byte-order-mark',
  severity: 'warning',
  example: { good: '{\n  "version"', bad: '\ufeff{\n  "version"' },
  fixable: true,
  check({ reading: { document } }) {
    if (document === undefined || !document.text.startsWith(MARK)) return [];
    const span = { start: 0, end: MARK.length };
    return [{ severity: 'warning', values: {}, span, fix: [{ span, text: '' }] }];
  },
};
