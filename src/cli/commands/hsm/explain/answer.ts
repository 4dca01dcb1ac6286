import * as v from 'valibot';
import {
  type Answer,
  count,
  list,
  orNull,
  SCHEMA_VERSION,
  text,
  time,
} from '../../answer-parts.ts';

const refusal = v.strictObject({
  server: count('from 0'),
  name: text('its name'),
  error: text('what the device said'),
  code: orNull(text('why, as docs/codes.md lists them; null in what mofn 0.1.0 kept')),
  reason: text('why, in words'),
  time: time('when, by the cluster’s clock'),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  command: orNull(text('what was refused; null where nothing was')),
  refusals: list(refusal, 'one for each server that refused'),
});

export type HsmExplainAnswer = v.InferOutput<typeof answer>;

export const HSM_EXPLAIN_ANSWERS: readonly Answer[] = [{ schema: answer }];
