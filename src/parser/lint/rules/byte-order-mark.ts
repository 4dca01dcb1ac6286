import type { Rule } from '../rule.ts';

export const byteOrderMark: Rule<'byte-order-mark'> = {
  code: 'byte-order-mark',
  severity: 'error',
  fixable: true,
  check({ document, source, seenAt }) {
    const mark = document.items[0];
    if (mark?.kind !== 'byte-order-mark') return [];
    const [, next] = document.items;
    const hides = next?.kind === 'field' && next.name !== undefined;
    // Text that is no field, which the device would take for one if it began the line.
    const keepsOff = !hides && seenAt(mark.end) !== undefined;
    return [
      {
        severity: hides ? 'error' : 'warning',
        values: { hidesLine: hides },
        span: { start: mark.start, end: mark.end },
        // Without the first of two marks, the second one would no longer be part of the text.
        ...(keepsOff || source.startsWith(mark.textBytes, mark.end)
          ? {}
          : { fix: [{ span: { start: mark.start, end: mark.end }, text: '' }] }),
      },
    ];
  },
};
