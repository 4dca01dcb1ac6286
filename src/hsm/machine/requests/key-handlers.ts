import type { KeyRequest } from '../../key-protocol.ts';
import type { Context, Outcome, RequestOf } from '../context.ts';
import { Refused } from '../refused.ts';
import { getCertificate } from './get-certificate.ts';

type Handlers = {
  readonly [Op in KeyRequest['op']]: (context: Context, request: RequestOf<Op>) => Outcome<Op>;
};

function refuse(): never {
  throw new Refused('RET_POLICY_MISMATCH', { code: 'not-offered' });
}

/** Requests about keys: none is offered yet. */
export const KEY_HANDLERS: Handlers = {
  generateKey: refuse,
  generateKeyPair: refuse,
  importKey: refuse,
  wrapKey: refuse,
  unwrapKey: refuse,
  extractMaskedKey: refuse,
  insertMaskedKey: refuse,
  findKeys: refuse,
  getKeys: refuse,
  shareKey: refuse,
  unshareKey: refuse,
  setKeyAttribute: refuse,
  deleteKey: refuse,
  sign: refuse,
  verify: refuse,
  spendKeyToken: refuse,
  findAllKeys: refuse,
  getCertificate,
};
