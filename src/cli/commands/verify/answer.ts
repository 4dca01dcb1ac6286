import * as v from 'valibot';
import { type Answer, flag, orNull, SCHEMA_VERSION, sha256, text, texts } from '../answer-parts.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: text('what was signed, as it was named'),
  sha256: sha256('its digest'),
  signature: text('the signature’s file, as it was named'),
  verified: flag('whether the signature is right'),
  reason: orNull(text('why it is not, in words; null where it is')),
  officer: orNull(text('the officer of the roster whose signature it is')),
  key: orNull(sha256('fingerprint of the key: SHA-256 of its SubjectPublicKeyInfo')),
  keyFile: orNull(text('the file of that key')),
  byHand: v.exactOptional(texts('with --explain: commands that check the same')),
});

export type VerifyAnswer = v.InferOutput<typeof answer>;

export const VERIFY_ANSWERS: readonly Answer[] = [{ schema: answer }];
