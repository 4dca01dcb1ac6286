import { rewriteBytes } from '../rewrite-bytes.ts';
import type { Rule } from '../rule.ts';
import { isSignaturePath, listBytes } from '../subject.ts';

export const base64: Rule<'base64'> = {
  code: 'base64',
  severity: 'error',
  example: {
    good: '"token": "0l2LZkmAHZyAc1hPhyckOoVW33aGrgG77qmDHWQ3CJ8="',
    bad: '"token": "0l2LZkmAHZyAc1hPhyckOoVW33aGrgG77qmDHWQ3CJ8=\\n"',
  },
  fixable: true,
  check({ document }) {
    if (document === undefined) return [];
    return listBytes(document).flatMap(({ path, member }) => {
      const { bytes, problem, span } = member;
      if (problem === undefined) return [];
      const fix = bytes && rewriteBytes(member, bytes);
      return [
        {
          severity: 'error',
          values: { path, problem },
          span,
          ...(fix && { fix }),
          ...(!isSignaturePath(path) && { stops: true }),
        },
      ];
    });
  },
};
