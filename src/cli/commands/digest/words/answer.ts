import * as v from 'valibot';
import { type Answer, orNull, SCHEMA_VERSION, text, texts } from '../../answer-parts.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: orNull(text('the file, as it was named; null where a digest was given')),
  digest: text('hex; of a file its SHA-256'),
  words: texts('a word for each byte'),
});

export type DigestWordsAnswer = v.InferOutput<typeof answer>;

export const DIGEST_WORDS_ANSWERS: readonly Answer[] = [{ schema: answer }];
