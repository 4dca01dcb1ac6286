import * as v from 'valibot';
import {
  type Answer,
  count,
  list,
  orNull,
  SCHEMA_VERSION,
  text,
  time,
  told,
} from '../../answer-parts.ts';

const refusal = v.strictObject({
  server: count('from 0'),
  name: text('its name'),
  error: text('what the device said'),
  code: orNull(text('why, as docs/codes.md lists them; null in what mofn 0.1.0 kept')),
  reason: text('why, in words'),
  time: time('when, by the machine’s clock'),
  succeeded: orNull(time('when such a request went through there next; null where none has')),
});

const unsent = v.strictObject({
  code: text('why, as docs/codes.md lists them'),
  reason: text('why, in words'),
  folder: orNull(text('in which the console looked for files')),
  succeeded: orNull(time('when the command went through next; null where it has not')),
});

const failure = v.strictObject({
  command: orNull(text('what failed; null where what was typed was no command')),
  time: time('when it failed last'),
  unsent: orNull(told(unsent, 'why it came to no HSM; null where an HSM refused it')),
  refusals: list(refusal, 'one for each server that refused'),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  command: orNull(text('what failed last; null where that was no command, or nothing failed')),
  refusals: list(refusal, 'of what failed last, one for each server that refused'),
  failures: list(failure, 'what failed, the newest first: one, or as many as were asked for'),
  older: count('how many more are kept'),
});

export type HsmExplainAnswer = v.InferOutput<typeof answer>;

export const HSM_EXPLAIN_ANSWERS: readonly Answer[] = [{ schema: answer }];
