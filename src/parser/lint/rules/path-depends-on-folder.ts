import { isPathField } from '../../fields.ts';
import type { Rule } from '../rule.ts';

export const pathDependsOnFolder: Rule<'path-depends-on-folder'> = {
  code: 'path-depends-on-folder',
  severity: 'error',
  fixable: false,
  check({ document, files }) {
    const fields = document.fields.filter(
      ({ name, value }) => isPathField(name) && value !== '' && files?.differ(value),
    );
    const missing = fields.filter(({ value }) => files?.isOnlyInOwnFolder(value));
    const [first] = [...missing, ...fields];
    if (first === undefined) return [];
    return [
      {
        severity: missing.length > 0 ? 'error' : 'warning',
        values: {
          path: first.value,
          more: fields.length - 1,
          folder: missing.length > 0 ? (files?.ownFolder ?? '.') : undefined,
        },
        span: first.valueSpan,
      },
    ];
  },
};
