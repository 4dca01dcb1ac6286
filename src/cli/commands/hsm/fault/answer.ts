import * as v from 'valibot';
import { type Answer, SCHEMA_VERSION, texts } from '../../answer-parts.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  faults: texts('all that are set, each as `hsm fault add` takes it'),
});

export type HsmFaultAnswer = v.InferOutput<typeof answer>;

export const HSM_FAULT_ANSWERS: readonly Answer[] = [{ schema: answer }];
