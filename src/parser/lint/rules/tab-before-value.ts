import { readNumberAlone } from '../number-alone.ts';
import type { Finding, Rule } from '../rule.ts';

export const tabBeforeValue: Rule = {
  code: 'tab-before-value',
  severity: 'error',
  summary: 'a tab before or behind the `=` becomes part of the value',
  why: 'Between key and value the device skips blanks, `:` and `=`, but no tabs. `Number of Approvals\\t=\\t2;` has the value `\\t=\\t2`, which is read as 0: the file is taken with no approvals at all, and without a word.',
  example: { good: 'Number of Approvals = 2;', bad: 'Number of Approvals\t=\t2;' },
  fixable: true,
  check({ document, source, seen }) {
    return document.fields.flatMap((field): readonly Finding[] => {
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
          message: `found ${text[tab] === '\t' ? 'a tab' : 'white space other than blanks'} between "${field.keyBytes}" and its value: the device takes it for part of the value`,
          span: between,
          hint: 'use blanks',
          fix: [{ span: between, text: text.replace(/[\t\r\v\f]/g, ' ') }],
        },
      ];
    });
  },
};
