import { SIGNATURE_BYTES } from '../../sdk5/read-document.ts';
import { unwrapBytes } from '../rewrite-bytes.ts';
import type { Rule } from '../rule.ts';
import { isSignaturePath, listBytes } from '../subject.ts';

export const signatureLength: Rule<'signature-length'> = {
  code: 'signature-length',
  severity: 'error',
  fixable: true,
  check({ document }) {
    if (document === undefined) return [];
    return listBytes(document).flatMap(({ path, member }) => {
      const { bytes, span } = member;
      if (!isSignaturePath(path) || bytes === undefined) return [];
      // A request has none yet; in a list of approvals an empty one is wrong.
      const isRequest = bytes.length === 0 && document.kind !== 'quorum';
      if (bytes.length === SIGNATURE_BYTES || isRequest) return [];
      const fix = unwrapBytes({ ...member, bytes }, SIGNATURE_BYTES);
      return [
        {
          severity: 'error',
          values: { path, bytes: bytes.length },
          span,
          ...(fix && { fix }),
        },
      ];
    });
  },
};
