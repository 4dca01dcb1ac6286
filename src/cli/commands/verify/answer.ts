import * as v from 'valibot';
import {
  type Answer,
  flag,
  list,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  texts,
  told,
} from '../answer-parts.ts';

const checked = v.strictObject({
  place: text('where it stands, as `signatures[0]` or `tokens[0].signed`'),
  username: orNull(text('whose it is said to be; null where nobody says')),
  sha256: sha256('digest of what it should be over'),
  verified: flag('whether it is right'),
  reasons: texts('why it is not, in words'),
  causes: texts('the same as codes, where docs/officer.md has one'),
  officer: orNull(text('the officer of the roster whose key made it')),
  key: orNull(sha256('fingerprint of that key: SHA-256 of its SubjectPublicKeyInfo')),
  keyFile: orNull(text('the file of that key')),
});

/** What is said of one of the signatures in a file. */
export type CheckedAnswer = v.InferOutput<typeof checked>;

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: text('what was signed, as it was named'),
  format: told(
    v.picklist(['classic', 'sdk5']),
    '`sdk5`: a JSON file of the newer command line, or of a log-in; `classic`: any other file',
  ),
  kind: v.exactOptional(
    told(v.picklist(['quorum', 'registration', 'mfa', 'authdata']), 'of `sdk5`: what it is for'),
  ),
  sha256: orNull(
    sha256('digest of what was signed: of `sdk5`, the approval_data; null where they are several'),
  ),
  signature: orNull(text('the signature’s file, as it was named; null where there is none')),
  verified: flag('whether the signature is right; all in a file, and there is one'),
  reason: orNull(text('why it is not, in words; null where it is')),
  officer: orNull(text('the officer of the roster whose signature it is')),
  key: orNull(sha256('fingerprint of the key: SHA-256 of its SubjectPublicKeyInfo')),
  keyFile: orNull(text('the file of that key')),
  causes: v.exactOptional(texts('of `sdk5`: why it is wrong; codes, as docs/officer.md has them')),
  signatures: v.exactOptional(list(checked, 'of `sdk5` without --signature: all in the file')),
  warnings: v.exactOptional(texts('of `sdk5`: what is odd about the token, in words')),
  byHand: v.exactOptional(texts('with --explain: commands that check the same')),
});

export type VerifyAnswer = v.InferOutput<typeof answer>;

export const VERIFY_ANSWERS: readonly Answer[] = [{ schema: answer }];
