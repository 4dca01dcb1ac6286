import { DIGEST_BYTES } from '../../sdk5/read-document.ts';
import type { Rule } from '../rule.ts';
import { listBytes } from '../subject.ts';

export const digestLength: Rule<'digest-length'> = {
  code: 'digest-length',
  severity: 'error',
  fixable: false,
  check({ document }) {
    if (document === undefined) return [];
    return listBytes(document)
      .filter(({ path }) => /(^token|\.unsigned|\.Digest)$/.test(path))
      .flatMap(({ path, member: { bytes, span } }) => {
        if (bytes === undefined || bytes.length === DIGEST_BYTES) return [];
        return [{ severity: 'error', stops: true, values: { path, bytes: bytes.length }, span }];
      });
  },
};
