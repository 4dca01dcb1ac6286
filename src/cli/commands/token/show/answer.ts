import * as v from 'valibot';
import {
  type Answer,
  count,
  list,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  texts,
  time,
  told,
} from '../../answer-parts.ts';

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
  user: text('who asked for the token'),
  service: count('what it is for'),
  serviceName: orNull(text('the service’s name; null where it is unknown')),
  allows: orNull(text('what the service allows, in words')),
  namesOperation: told(v.literal(false), 'a token never names the operation'),
  keyService: v.exactOptional(text('of the newer command line: the service of a key')),
  keyReference: v.exactOptional(text('of the newer command line: the key')),
  sha256: sha256('digest of what is signed'),
  records: list(record, 'one for each HSM'),
  ageSeconds: count('since the first was made; below 0 where that is in the future'),
  validitySeconds: count('how long it is valid yet'),
  signatures: list(signature, 'of the newer command line: who has signed'),
  warnings: texts('what no HSM writes, in words'),
});

export type TokenShowAnswer = v.InferOutput<typeof answer>;

export const TOKEN_SHOW_ANSWERS: readonly Answer[] = [{ schema: answer }];
