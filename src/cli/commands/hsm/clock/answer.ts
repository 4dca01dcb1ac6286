import * as v from 'valibot';
import { type Answer, SCHEMA_VERSION, told } from '../../answer-parts.ts';
import { CLOCK } from '../answer-parts.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  clock: told(CLOCK, 'as it is now'),
});

export type HsmClockAnswer = v.InferOutput<typeof answer>;

export const HSM_CLOCK_ANSWERS: readonly Answer[] = [{ schema: answer }];
