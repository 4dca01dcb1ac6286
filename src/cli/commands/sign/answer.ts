import * as v from 'valibot';
import {
  type Answer,
  count,
  counts,
  flag,
  list,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  texts,
  time,
  told,
} from '../answer-parts.ts';
import { APPROVAL_STATE } from '../policy/verdict-answer.ts';
import { keyAnswer } from '../token/key-answer.ts';

const signedToken = v.strictObject({
  user: orNull(text('who asked for it; null where its records are of several')),
  users: texts('all of them'),
  service: orNull(count('what it is for; null where its records are for several')),
  services: counts('all of them'),
  key: v.exactOptional(told(keyAnswer, 'of a token for a key: which key, and what that means')),
  nodes: counts('the HSMs whose records it has'),
  created: orNull(time('when it was made; null where no calendar has that time')),
  oddities: texts('what no HSM writes: codes'),
});

const approver = v.strictObject({
  name: text('as `--as` named it'),
  role: text('`admin` or `crypto-user`'),
});

const entry = v.strictObject({
  path: text('the member with the digest, as `tokens[0].unsigned`'),
  sha256: sha256('the digest'),
  signatureBase64: text('its signature'),
});

const request = v.strictObject({
  file: text('the request, as it was named'),
  signed: text('the file in which it is signed'),
  operation: text('what is asked for, in the words of a console'),
  requester: text('who asks'),
  signatureBase64: text('the signature of the request'),
  wasSigned: flag('whether the same key had signed it before, so that nothing was added'),
});

const policy = v.strictObject({
  file: text('the policy, as it was named'),
  sha256: sha256('of its TOML'),
  counts: flag('whether the signature will count under it'),
  state: told(
    APPROVAL_STATE,
    'what it is worth; `stranger`: the key or the account is of nobody in the policy',
  ),
  person: orNull(text('whose it is')),
  rules: list(
    v.strictObject({
      number: count('from 1, in the order of the policy'),
      name: orNull(text('as the policy calls it')),
      group: orNull(text('the group that it counts for; null where anybody counts, or nobody')),
      met: flag('whether the rule is met with it, as far as is known here'),
    }),
    'those that apply',
  ),
});

const SIGNED = {
  format: told(
    v.picklist(['classic', 'sdk5']),
    '`sdk5`: a JSON file of the newer command line, or of a log-in; `classic`: any other file',
  ),
  kind: v.exactOptional(
    told(v.picklist(['quorum', 'registration', 'mfa', 'authdata']), 'of `sdk5`: what it is for'),
  ),
  file: text('what was signed, as it was named'),
  bytes: count('its size'),
  sha256: orNull(
    sha256('digest of what was signed: of `sdk5`, the approval_data; null where they are several'),
  ),
  signature: orNull(text('the file that the signature is in; null where there is none')),
  signatureBase64: orNull(text('the signature; null where they are several')),
  approver: v.exactOptional(told(approver, 'of a `quorum`: who approves')),
  entries: v.exactOptional(list(entry, 'of other kinds: all that was signed')),
  policy: v.exactOptional(told(policy, 'with `--policy`: what the signature is worth')),
  request: v.exactOptional(told(request, 'with `--request`: what was signed before it')),
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
