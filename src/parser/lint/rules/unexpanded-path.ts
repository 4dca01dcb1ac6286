import { isPathField } from '../path-fields.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const unexpandedPath: Rule = {
  code: 'unexpanded-path',
  severity: 'warning',
  summary: 'a path has `~` or `$` in it, as a shell would expand them',
  why: 'The device is no shell: it looks for a folder that is called `~` or `$HOME`.',
  example: {
    good: 'Approval File = officer1.token.sig1;',
    bad: 'Approval File = ~/officer1.token.sig1;',
  },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      if (!isPathField(field.name) || !/^~|\$[A-Za-z_{(]/.test(field.valueBytes)) return [];
      return [
        {
          severity: 'warning',
          message: `found "${shownValue(field.valueBytes)}": the device expands neither "~" nor "$"`,
          span: field.valueSpan,
          hint: 'write the path out',
        },
      ];
    });
  },
};
