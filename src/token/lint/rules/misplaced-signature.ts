import { listMisplaced } from '../../sdk5/misplaced.ts';
import type { Rule } from '../rule.ts';

export const misplacedSignature: Rule<'misplaced-signature'> = {
  code: 'misplaced-signature',
  severity: 'error',
  example: {
    good: '"signatures": [',
    bad: '"signed": "kU38cop9OCwSIoDuISJYPiSO", "signatures": [',
  },
  fixable: false,
  check({ document }) {
    if (document === undefined) return [];
    return listMisplaced(document).map(({ path, belongs, span }) => ({
      severity: 'error',
      values: { path, belongs },
      span,
    }));
  },
};
