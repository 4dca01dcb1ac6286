import * as v from 'valibot';

import type { KeyFilter, KeyRequest, NewKey } from '../key-protocol.ts';
import {
  CURVES,
  isKeyAttributeName,
  KEY_CLASSES,
  KEY_FLAGS,
  KEY_HASHES,
  KEY_SERVICES,
  KEY_TYPES,
  type KeyAttributeName,
} from '../keys.ts';
import { expected } from './expected.ts';
import { approval, bytes, type Members, neededApproval, number, text } from './request-parts.ts';

const session = text;
const attributeName = v.custom<KeyAttributeName>(isKeyAttributeName, expected('attribute-name'));
const filter = v.object({
  handle: v.optional(number),
  attributes: v.optional(v.array(v.tuple([attributeName, v.union([text, number, v.boolean()])]))),
}) as v.GenericSchema<unknown, KeyFilter>;
const hash = v.picklist(KEY_HASHES);
const key: v.GenericSchema<unknown, NewKey> = v.object({
  label: text,
  id: v.optional(text),
  flags: v.optional(v.partial(v.object(v.entriesFromList(KEY_FLAGS, v.boolean())))),
  isSession: v.optional(v.boolean()),
  sharedWith: v.optional(v.array(text)),
  quorum: v.optional(v.object({ manage: number, use: number })),
}) as v.GenericSchema<unknown, NewKey>;
const pair = v.variant('type', [
  v.object({ type: v.literal('rsa'), bits: number, exponent: number }),
  v.object({ type: v.literal('ec'), curve: v.picklist(CURVES) }),
]);
const signMechanism = v.variant('type', [
  v.object({ type: v.literal('rsa-pkcs'), hash, isDigest: v.boolean() }),
  v.object({
    type: v.literal('rsa-pkcs-pss'),
    hash,
    mgf: hash,
    saltLength: number,
    isDigest: v.boolean(),
  }),
  v.object({ type: v.literal('ecdsa'), hash, isDigest: v.boolean() }),
]);
const wrapMechanism = v.variant('type', [
  v.object({ type: v.literal('aes-gcm'), tagBits: number, aad: bytes }),
  v.object({ type: v.literal('rsa-pkcs') }),
  v.object({ type: v.literal('rsa-oaep'), hash, mgf: hash }),
]);
const namedUser = v.union([number, v.object({ type: text, name: text })]);

const MEMBERS: { readonly [Op in KeyRequest['op']]: Members<Op> } = {
  generateKey: { session, type: v.picklist(['aes', 'generic-secret']), bytes: number, key },
  generateKeyPair: { session, pair, publicKey: key, privateKey: key },
  importKey: { session, type: v.picklist(['rsa', 'ec']), publicKey: bytes, key },
  wrapKey: {
    session,
    payload: number,
    wrapping: number,
    mechanism: wrapMechanism,
    wrappingApproval: approval,
    payloadApproval: approval,
  },
  unwrapKey: {
    session,
    wrapping: number,
    mechanism: wrapMechanism,
    iv: v.optional(bytes),
    wrapped: bytes,
    type: v.picklist(KEY_TYPES),
    class: v.picklist(KEY_CLASSES),
    key,
    approval,
  },
  extractMaskedKey: { session, handle: number },
  insertMaskedKey: { session, sealed: text },
  findKeys: {
    session,
    filter,
  },
  getKeys: { session, handles: v.array(number) },
  shareKey: { session, handle: number, user: namedUser, approval },
  unshareKey: { session, handle: number, user: namedUser, approval },
  setKeyAttribute: {
    session,
    handle: number,
    attribute: attributeName,
    value: v.union([v.boolean(), text]),
    approval,
  },
  deleteKey: { session, handle: number },
  sign: { session, handle: number, mechanism: signMechanism, data: bytes, approval },
  verify: { session, handle: number, mechanism: signMechanism, data: bytes, signature: bytes },
  spendKeyToken: {
    session,
    handle: number,
    service: v.picklist(KEY_SERVICES),
    approval: neededApproval,
  },
  findAllKeys: { session, user: number, withHash: v.boolean() },
  getCertificate: { type: number },
};

/**
 * What requests about keys have beside `op`.
 *
 * @example
 * keyRequestMembers().deleteKey; // { session: …, handle: … }
 */
export function keyRequestMembers(): typeof MEMBERS {
  return MEMBERS;
}
