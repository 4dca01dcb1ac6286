import { FIELD_KEYS } from '../../fields.ts';
import type { Rule } from '../rule.ts';

export const secondFieldOnLine: Rule = {
  code: 'second-field-on-line',
  severity: 'error',
  summary: 'a line holds a second field',
  why: 'The device reads one field of a line and does not look at what follows its `;`. The second one is lost.',
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
          message: `found "${FIELD_KEYS[item.name]}" behind another field: the device does not see it`,
          span: item.keySpan,
          hint: 'give each field a line of its own',
          fix: [{ span: { start: before.tailSpan.start, end: item.keySpan.start }, text: lineEnd }],
        },
      ];
    });
  },
};
