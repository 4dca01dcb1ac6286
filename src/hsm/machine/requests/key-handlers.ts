import type { KeyRequest } from '../../key-protocol.ts';
import type { Context, Outcome, RequestOf } from '../context.ts';
import { deleteKey } from './delete-key.ts';
import { extractMaskedKey } from './extract-masked-key.ts';
import { findAllKeys } from './find-all-keys.ts';
import { findKeys } from './find-keys.ts';
import { generateKey } from './generate-key.ts';
import { generateKeyPair } from './generate-key-pair.ts';
import { getCertificate } from './get-certificate.ts';
import { getKeys } from './get-keys.ts';
import { importKey } from './import-key.ts';
import { insertMaskedKey } from './insert-masked-key.ts';
import { setKeyAttribute } from './set-key-attribute.ts';
import { shareKey } from './share-key.ts';
import { sign } from './sign.ts';
import { spendKeyToken } from './spend-key-token.ts';
import { unshareKey } from './unshare-key.ts';
import { unwrapKey } from './unwrap-key.ts';
import { verify } from './verify.ts';
import { wrapKey } from './wrap-key.ts';

type Handlers = {
  readonly [Op in KeyRequest['op']]: (context: Context, request: RequestOf<Op>) => Outcome<Op>;
};

/** What answers each request about keys. */
export const KEY_HANDLERS: Handlers = {
  generateKey,
  generateKeyPair,
  importKey,
  wrapKey,
  unwrapKey,
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
