import * as v from 'valibot';
import {
  type Answer,
  count,
  flag,
  list,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  texts,
  time,
  told,
} from '../../answer-parts.ts';
import { keyAnswer } from '../key-answer.ts';

const record = v.strictObject({
  id: count('number of the token on its HSM'),
  service: count('what it is for'),
  node: count('the HSM that wrote it'),
  keyHandle: count('the key that it is for; 0 where it is for none'),
  nonce: text('16 random bytes, hex'),
  user: text('who asked for it'),
  created: orNull(time('when it was made; null where no calendar has that time')),
});

const signature = v.strictObject({
  username: text('whose it is said to be; nothing is checked'),
  role: orNull(text('as the file has it')),
  bytes: count('its size; 0 where nobody has signed'),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: text('the token file, as it was named'),
  format: told(v.picklist(['classic', 'sdk5']), 'what getToken wrote, or the newer command line'),
  kind: v.exactOptional(told(v.literal('quorum'), 'of the newer command line: what it is for')),
  user: text('who asked for the token'),
  service: count('what it is for'),
  serviceName: orNull(text('the service’s name; null where it is unknown')),
  allows: orNull(text('what the service allows, in words')),
  namesOperation: told(v.literal(false), 'a token never names the operation'),
  keyService: v.exactOptional(text('of the newer command line: the service of a key')),
  keyReference: v.exactOptional(text('of the newer command line: the key')),
  key: v.exactOptional(told(keyAnswer, 'of a token for a key: which key, and what that means')),
  sha256: sha256('digest of what is signed'),
  words: v.exactOptional(texts('with --words: the digest in words, a word for each byte')),
  records: list(record, 'one for each HSM'),
  ageSeconds: count('since the first was made; below 0 where that is in the future'),
  validitySeconds: count('how long it is valid yet'),
  signatures: list(signature, 'of the newer command line: who has signed'),
  warnings: texts('what no HSM writes, in words'),
});

const entry = v.strictObject({
  path: text('the member with the digest, as `tokens[0].unsigned`'),
  sha256: sha256('the digest'),
  words: v.exactOptional(texts('with --words: the digest in words, a word for each byte')),
  data: orNull(text('what it is of, hex; null where the file has the digest alone')),
  signed: flag('whether a signature stands there; nothing is checked'),
});

const otherKind = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: text('the file, as it was named'),
  format: told(v.literal('sdk5'), 'JSON of the newer command line, or of a log-in'),
  kind: told(v.picklist(['registration', 'mfa', 'authdata']), 'what it is for'),
  entries: list(entry, 'what is to be signed'),
  warnings: texts('what whoever signs it should know, in words'),
});

export type OtherKindAnswer = v.InferOutput<typeof otherKind>;

export type TokenShowAnswer = v.InferOutput<typeof answer>;

export const TOKEN_SHOW_ANSWERS: readonly Answer[] = [
  { when: 'of a quorum token', schema: answer },
  { when: 'of a registration or a log-in', schema: otherKind },
];
