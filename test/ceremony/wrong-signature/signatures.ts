/** Officers, a token, and signatures by them. */
import { sign } from 'node:crypto';
import { explainSignature, type SignatureCase } from '../../../src/ceremony/wrong-signature.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { makeOfficer, makeToken, type Officer, rosterOf } from '../ceremony.ts';

export const officer1 = makeOfficer('officer1');
export const officer3 = makeOfficer('officer3');
export const stranger = makeOfficer('stranger');
export const large = makeOfficer('large', 3072);
const roster = rosterOf(officer1, officer3, large);

export const TOKEN = makeToken();
export const RIGHT = sign('sha256', TOKEN, officer1.privateKey);
export const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

export const given: SignatureCase & { readonly token: Uint8Array } = {
  token: TOKEN,
  tokenPaths: ['officer1.token'],
  signature: RIGHT,
  officer: 'officer1',
  roster,
  nearby: [],
};
export const explain = (signature: Uint8Array, other: Partial<SignatureCase> = {}) =>
  explainSignature({ ...given, signature: plain(signature), ...other }, nodeCrypto);

export const base64 = (bytes: Uint8Array): Buffer =>
  Buffer.from(Buffer.from(bytes).toString('base64'));
export const of = ({ privateKey }: Officer, message: Uint8Array = TOKEN): Buffer =>
  sign('sha256', message, privateKey);

export const other = (made: string, claimed = 'officer1') => ({
  code: 'another-officer',
  made,
  claimed,
});
export const unknown = (hash: 'sha256' | 'sha1', digest: Uint8Array) => ({
  code: 'unknown-message',
  hash,
  digest: Buffer.from(digest).toString('hex'),
});

/** Something else than the token. */
export const X = Buffer.from('x');
