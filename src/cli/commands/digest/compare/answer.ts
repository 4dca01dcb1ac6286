import * as v from 'valibot';
import {
  type Answer,
  count,
  flag,
  list,
  orNull,
  SCHEMA_VERSION,
  text,
  texts,
  told,
} from '../../answer-parts.ts';

const difference = v.strictObject({
  code: told(
    v.picklist(['other', 'unknown', 'missing', 'extra', 'swapped']),
    'what is wrong: another word of the lists, a word of none, one left out, one too many, two exchanged',
  ),
  word: count('which word of the digest, from 1; of one too many the word before it, or 0'),
  expected: texts('what should have been said: two words of exchanged ones, none of one too many'),
  said: orNull(text('what was said in its place; null where nothing was, or two were exchanged')),
  nearest: orNull(text('of a word of no list: which it may have been')),
  message: text('the same in words'),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: orNull(text('the file, as it was named; null where a digest was given')),
  digest: text('hex; of a file its SHA-256, or that of the token in it'),
  of: told(
    v.picklist(['digest', 'file', 'token']),
    'what it is of: a digest that was given, the file, or the token in a JSON file, where more of the words are of that',
  ),
  agrees: flag('whether each word was said, in its place, and no other'),
  right: count('how many words were right'),
  said: count('how many words were said'),
  saidDigest: orNull(text('the digest that the words are of, hex; null where they are of none')),
  differences: list(difference, 'in the order of the words'),
});

export type DigestCompareAnswer = v.InferOutput<typeof answer>;

export const DIGEST_COMPARE_ANSWERS: readonly Answer[] = [{ schema: answer }];
