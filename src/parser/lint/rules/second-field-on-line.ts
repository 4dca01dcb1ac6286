import type { Rule } from '../rule.ts';

export const secondFieldOnLine: Rule<'second-field-on-line'> = {
  code: 'second-field-on-line',
  severity: 'error',
  example: {
    good: 'Approver Name = officer1;\nApproval File = officer1.token.sig1;',
    bad: 'Approver Name = officer1; Approval File = officer1.token.sig1;',
  },
  fixable: true,
  check({ document, lineEnd }) {
    return document.items.flatMap((item, index) => {
      const before = document.items[index - 1];
      if (item.kind !== 'field' || item.name === undefined || before?.kind !== 'field') return [];
      if (item.isFirstOnLine) return [];
      return [
        {
          severity: 'error' as const,
          values: { field: item.name },
          span: item.keySpan,
          fix: [{ span: { start: before.tailSpan.start, end: item.keySpan.start }, text: lineEnd }],
        },
      ];
    });
  },
};
