import * as v from 'valibot';
import {
  type Answer,
  count,
  flag,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  texts,
  told,
} from '../answer-parts.ts';

/** What there is to know of a public key. */
const FACTS = {
  type: text('as OpenSSL names it: rsa, ec, ed25519 …'),
  bits: orNull(count('length of the modulus; null where there is none')),
  exponent: orNull(text('public exponent, in decimal')),
  sha256: sha256('fingerprint: SHA-256 of the SubjectPublicKeyInfo'),
  ssh: orNull(text('fingerprint as ssh prints it; null for a key that is not RSA')),
  hsm: v.strictObject({
    accepted: flag('whether an HSM would take it as an officer’s key'),
    reasons: texts('why not'),
    remarks: texts('what is unusual about a key that is accepted'),
  }),
};

const facts = v.strictObject(FACTS);

const show = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: text('the key file, as it was named'),
  holds: told(v.picklist(['private key', 'public key or certificate']), 'what it is'),
  ...FACTS,
});

const made = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  key: text('the private key’s file'),
  public: orNull(text('the public key’s file')),
  ...FACTS,
});

const registration = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  name: text('the officer'),
  token: text('the registration token’s file'),
  signature: text('the signature’s file'),
  public: text('the public key’s file'),
  command: text('what is to be typed in the console'),
});

export type KeyFacts = v.InferOutput<typeof facts>;
export type KeyShowAnswer = v.InferOutput<typeof show>;
export type KeyNewAnswer = v.InferOutput<typeof made>;
export type KeyRegisterTokenAnswer = v.InferOutput<typeof registration>;

export const KEY_SHOW_ANSWERS: readonly Answer[] = [{ schema: show }];
export const KEY_NEW_ANSWERS: readonly Answer[] = [{ schema: made }];
export const KEY_REGISTER_TOKEN_ANSWERS: readonly Answer[] = [{ schema: registration }];
