import * as v from 'valibot';
import { type Answer, flag, list, SCHEMA_VERSION, text, texts, told } from '../../answer-parts.ts';
import { hintAnswer, problemsAnswer, requestAnswer } from '../answer.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: text('the request, as it was named'),
  verified: flag('the answer: signed, by keys at hand alone, and nothing is the matter'),
  request: requestAnswer,
  problems: problemsAnswer,
  signatures: list(
    v.strictObject({
      state: told(
        v.picklist(['right', 'repeated', 'unknown', 'unchecked']),
        'right: by a key at hand; repeated: that key has signed before; unknown: by no key at hand; unchecked: none is at hand',
      ),
      names: texts('whose key made it'),
      keyid: hintAnswer,
    }),
    'those in the envelope, in their order',
  ),
});

export type RequestVerifyAnswer = v.InferOutput<typeof answer>;

export const REQUEST_VERIFY_ANSWERS: readonly Answer[] = [{ schema: answer }];
