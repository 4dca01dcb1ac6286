import { readNumberAlone } from '../number-alone.ts';
import type { Finding, Rule } from '../rule.ts';

export const tabBeforeValue: Rule<'tab-before-value'> = {
  code: 'tab-before-value',
  severity: 'error',
  example: { good: 'Number of Approvals = 2;', bad: 'Number of Approvals\t=\t2;' },
  fixable: true,
  check({ document, source, seen }) {
    return document.fields.flatMap((field): readonly Finding<'tab-before-value'>[] => {
      const device = seen(field);
      const between = { start: field.keySpan.end, end: field.valueSpan.start };
      const text = source.slice(between.start, between.end);
      const tab = text.search(/[\t\r\v\f]/);
      if (device === undefined || tab === -1) return [];
      if (device.number !== undefined && device.number === readNumberAlone(field)?.number) {
        return [];
      }
      return [
        {
          severity: 'error',
          values: { key: field.key, space: text[tab] === '\t' ? 'tab' : 'other' },
          span: between,
          fix: [{ span: between, text: text.replace(/[\t\r\v\f]/g, ' ') }],
        },
      ];
    });
  },
};
