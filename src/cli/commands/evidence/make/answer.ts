import * as v from 'valibot';
import { type Answer, list, SCHEMA_VERSION, text } from '../../answer-parts.ts';

const told = v.strictObject({
  code: text('stable'),
  message: text('in words'),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  pieces: list(
    v.strictObject({ path: text('in the bundle'), kind: text('what it is to the bundle') }),
    'files that went in, in the order of their paths',
  ),
  leftOut: list(
    v.strictObject({
      path: text('from the folder of the ceremony on'),
      code: text('stable'),
      message: text('in words'),
    }),
    'files that did not, in the order of their paths',
  ),
  contradictions: list(told, 'two things in the bundle that cannot both be so'),
  unchecked: list(told, 'what nobody can check from the bundle alone'),
});

export type EvidenceMakeAnswer = v.InferOutput<typeof answer>;

export const EVIDENCE_MAKE_ANSWERS: readonly Answer[] = [{ schema: answer }];
