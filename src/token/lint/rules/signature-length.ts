import { uint8ArrayToBase64 } from 'uint8array-extras';
import { decodeLatin1 } from '../../../latin1.ts';
import { readBase64 } from '../../sdk5/base64.ts';
import { SIGNATURE_BYTES } from '../../sdk5/read-document.ts';
import type { Rule } from '../rule.ts';
import { isSignaturePath, listBytes } from '../subject.ts';

export const signatureLength: Rule<'signature-length'> = {
  code: 'signature-length',
  severity: 'error',
  fixable: true,
  check({ document }) {
    if (document === undefined) return [];
    return listBytes(document).flatMap(({ path, member: { bytes, span } }) => {
      if (!isSignaturePath(path) || bytes === undefined) return [];
      // A request has none yet; in a list of approvals an empty one is wrong.
      const isRequest = bytes.length === 0 && document.kind !== 'quorum';
      if (bytes.length === SIGNATURE_BYTES || isRequest) return [];
      const inner = findSignatureWithin(bytes);
      const fix = inner && [{ span, text: `"${uint8ArrayToBase64(inner)}"` }];
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

/** Where the text of a signature was put into base64 once more. */
function findSignatureWithin(bytes: Uint8Array): Uint8Array | undefined {
  const { bytes: inner } = readBase64(decodeLatin1(bytes), SIGNATURE_BYTES);
  return inner?.length === SIGNATURE_BYTES ? inner : undefined;
}
