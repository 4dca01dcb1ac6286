import { areUint8ArraysEqual } from 'uint8array-extras';
import type { BytesMember, QuorumDocument, TokensDocument } from '../../sdk5/document.ts';
import { DIGEST_BYTES } from '../../sdk5/read-document.ts';
import type { Rule } from '../rule.ts';

export const tokenDigest: Rule<'token-digest'> = {
  code: 'token-digest',
  severity: 'error',
  example: {
    good: '"token": "0l2LZkmAHZyAc1hPhyckOoVW33aGrgG77qmDHWQ3CJ8="',
    bad: '"token": "5GlgoWOlQU4fw4QIlbxkPGZVOVoDugFGuSKE/k67ncM="',
  },
  fixable: false,
  check({ document, crypto: { sha256 } }) {
    if (document === undefined || document.kind === 'authdata') return [];
    return listPairs(document).flatMap(({ path, data, digest }) => {
      // Of another length is said by its own rule.
      if (data?.bytes === undefined || digest?.bytes?.length !== DIGEST_BYTES) return [];
      if (areUint8ArraysEqual(sha256(data.bytes), digest.bytes)) return [];
      return [{ severity: 'error', stops: true, values: { path }, span: digest.span }];
    });
  },
};

interface Pair {
  readonly path: string;
  readonly data: BytesMember | undefined;
  readonly digest: BytesMember | undefined;
}

function listPairs(document: QuorumDocument | TokensDocument): readonly Pair[] {
  if (document.kind === 'quorum') {
    return [{ path: 'token', data: document.approvalData, digest: document.token }];
  }
  return document.tokens.map(({ approvalData: data, unsigned: digest }, at) => ({
    path: `tokens[${at}].unsigned`,
    data,
    digest,
  }));
}
