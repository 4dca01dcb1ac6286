import type { KeyRequest } from '../../key-protocol.ts';
import type { Context, Outcome, RequestOf } from '../context.ts';
import { Refused } from '../refused.ts';
import { deleteKey } from './delete-key.ts';
import { extractMaskedKey } from './extract-masked-key.ts';
import { findAllKeys } from './find-all-keys.ts';
import { findKeys } from './find-keys.ts';
import { generateKey } from './generate-key.ts';
import { generateKeyPair } from './generate-key-pair.ts';
import { getCertificate } from './get-certificate.ts';
import { getKeys } from './get-keys.ts';
import { insertMaskedKey } from './insert-masked-key.ts';
import { setKeyAttribute } from './set-key-attribute.ts';
import { shareKey } from './share-key.ts';
import { sign } from './sign.ts';
import { spendKeyToken } from './spend-key-token.ts';
import { unshareKey } from './unshare-key.ts';
import { verify } from './verify.ts';

type Handlers = {
  readonly [Op in KeyRequest['op']]: (context: Context, request: RequestOf<Op>) => Outcome<Op>;
};

function refuse(): never {
  throw new Refused('RET_POLICY_MISMATCH', { code: 'not-offered' });
}

/** What answers each request about keys. */
export const KEY_HANDLERS: Handlers = {
  generateKey,
  generateKeyPair,
  importKey: refuse,
  wrapKey: refuse,
  unwrapKey: refuse,
  extractMaskedKey,
  insertMaskedKey,
  findKeys,
  getKeys,
  shareKey,
  unshareKey,
  setKeyAttribute,
  deleteKey,
  sign,
  verify,
  spendKeyToken,
  findAllKeys,
  getCertificate,
};
