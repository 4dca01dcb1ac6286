import * as v from 'valibot';
import {
  type Answer,
  count,
  counts,
  list,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  texts,
  time,
  told,
} from '../answer-parts.ts';

const signedToken = v.strictObject({
  user: orNull(text('who asked for it; null where its records are of several')),
  users: texts('all of them'),
  service: orNull(count('what it is for; null where its records are for several')),
  services: counts('all of them'),
  nodes: counts('the HSMs whose records it has'),
  created: orNull(time('when it was made; null where no calendar has that time')),
  oddities: texts('what no HSM writes: codes'),
});

const SIGNED = {
  file: text('what was signed, as it was named'),
  bytes: count('its size'),
  sha256: sha256('its digest'),
  signature: orNull(text('the signature’s file; null where there is none')),
  signatureBase64: text('the signature'),
  key: sha256('fingerprint of the key: SHA-256 of its SubjectPublicKeyInfo'),
  token: told(v.nullable(signedToken), 'what the token says; null where the file is none'),
};

const signed = v.strictObject(SIGNED);
const failed = v.strictObject({ file: text('as it was named'), error: text('why, in words') });
const one = v.strictObject({ schemaVersion: SCHEMA_VERSION, ...SIGNED });
const several = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  signed: list(signed, 'each as the answer of one file'),
  failed: list(failed, 'what could not be signed'),
});

/** What is said of one signed file. */
export type Signed = v.InferOutput<typeof signed>;
export type SignedToken = v.InferOutput<typeof signedToken>;
export type Failed = v.InferOutput<typeof failed>;
export type SignAnswer = v.InferOutput<typeof one>;
export type SignManyAnswer = v.InferOutput<typeof several>;

export const SIGN_ANSWERS: readonly Answer[] = [
  { when: 'of one file', schema: one },
  { when: 'of several files', schema: several },
];
