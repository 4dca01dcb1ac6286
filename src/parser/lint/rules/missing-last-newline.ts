import type { Rule } from '../rule.ts';

export const missingLastNewline: Rule<'missing-last-newline'> = {
  code: 'missing-last-newline',
  severity: 'info',
  fixable: true,
  check({ source, lineEnd, document }) {
    if (source === '' || source.endsWith('\n')) return [];
    const end = source.length;
    return [
      {
        severity: 'info',
        values: {},
        span: { start: document.lines.spanOf(document.lines.count).start, end },
        fix: [{ span: { start: end, end }, text: lineEnd }],
      },
    ];
  },
};
