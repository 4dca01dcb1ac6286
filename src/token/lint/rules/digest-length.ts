import { DIGEST_BYTES } from '../../sdk5/read-document.ts';
import { unwrapBytes } from '../rewrite-bytes.ts';
import type { Rule } from '../rule.ts';
import { listBytes } from '../subject.ts';

export const digestLength: Rule<'digest-length'> = {
  code: 'digest-length',
  severity: 'error',
  example: {
    good: '"token": "0l2LZkmAHZyAc1hPhyckOoVW33aGrgG77qmDHWQ3CJ8="',
    bad: '"token": "2jmj7l5rSw0yVb/vlWAYkK/YBwk="',
  },
  fixable: true,
  check({ document }) {
    if (document === undefined) return [];
    return listBytes(document)
      .filter(({ path }) => /(^token|\.unsigned|\.Digest)$/.test(path))
      .flatMap(({ path, member }) => {
        const { bytes, span } = member;
        if (bytes === undefined || bytes.length === DIGEST_BYTES) return [];
        const fix = unwrapBytes({ ...member, bytes }, DIGEST_BYTES);
        const values = { path, bytes: bytes.length };
        return [{ severity: 'error', stops: true, values, span, ...(fix && { fix }) }];
      });
  },
};
