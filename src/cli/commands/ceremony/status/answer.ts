import * as v from 'valibot';
import { type Answer, flag, list, SCHEMA_VERSION, text } from '../../answer-parts.ts';
import { statusAnswer } from '../../approval/status/answer.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  folder: text('as it was named'),
  reached: flag('whether there is a token, the quorum of each is reached, and no file is amiss'),
  tokens: list(
    v.omit(statusAnswer, ['schemaVersion']),
    'each with all that is there of it, as `approval status` tells of one file',
  ),
  trouble: list(
    v.strictObject({
      code: text('stable'),
      file: text('the file that does not count'),
      message: text('why, in words'),
      hint: text('what to do about it'),
    }),
    'files that do not count, in the order of their paths',
  ),
});

export type CeremonyStatusAnswer = v.InferOutput<typeof answer>;

export const CEREMONY_STATUS_ANSWERS: readonly Answer[] = [{ schema: answer }];
