import type { Rule } from '../rule.ts';

export const byteOrderMark: Rule = {
  code: 'byte-order-mark',
  severity: 'error',
  summary: 'the file begins with a byte order mark, which hides its first line',
  why: 'The device compares a key with the first bytes of a line. Three invisible bytes before it, and the line is skipped without a word. If the first line is a comment or blank, nothing is lost, and this is a warning.',
  fixable: true,
  check({ document, source, seenAt }) {
    const mark = document.items[0];
    if (mark?.kind !== 'byte-order-mark') return [];
    const hides = document.items[1]?.kind === 'field' || seenAt(mark.end) !== undefined;
    return [
      {
        severity: hides ? 'error' : 'warning',
        message: `found a byte order mark${hides ? ': the device skips this line' : ''}`,
        span: { start: mark.start, end: mark.end },
        hint: 'save the file without it',
        // Without the first of two marks, the second one would no longer be part of the text.
        ...(source.startsWith(mark.textBytes, mark.end)
          ? {}
          : { fix: [{ span: { start: mark.start, end: mark.end }, text: '' }] }),
      },
    ];
  },
};
