import { isPathField } from '../../fields.ts';
import type { Rule } from '../rule.ts';

export const pathDependsOnFolder: Rule<'path-depends-on-folder'> = {
  code: 'path-depends-on-folder',
  severity: 'warning',
  fixable: false,
  check({ document, files }) {
    const fields = document.fields.filter(
      ({ name, value }) => isPathField(name) && value !== '' && files?.differ(value),
    );
    const [first] = fields;
    if (first === undefined) return [];
    return [
      {
        severity: 'warning',
        values: { path: first.value, more: fields.length - 1 },
        span: first.valueSpan,
      },
    ];
  },
};
