import * as v from 'valibot';
import { type Answer, SCHEMA_VERSION, text } from '../../answer-parts.ts';
import { requestAnswer, signatureHints } from '../answer.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  file: text('the request, as it was named'),
  request: requestAnswer,
  signatures: signatureHints,
});

export type RequestShowAnswer = v.InferOutput<typeof answer>;

export const REQUEST_SHOW_ANSWERS: readonly Answer[] = [{ schema: answer }];
