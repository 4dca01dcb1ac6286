import * as v from 'valibot';
import {
  type Answer,
  count,
  counts,
  list,
  orNull,
  SCHEMA_VERSION,
  text,
  texts,
  told,
} from '../../answer-parts.ts';

const step = v.strictObject({
  what: text('who does what'),
  where: told(v.picklist(['shell', 'console']), 'where the lines are to be typed'),
  commands: texts('the lines'),
});

const finding = v.strictObject({
  code: text('as docs/emulator.md lists them'),
  severity: told(v.picklist(['error', 'advice']), 'how bad it is'),
  servers: counts('of which servers, from 0; none where it is of the whole cluster'),
  values: told(v.record(v.string(), v.unknown()), 'what the words are made of'),
  message: text('what was found'),
  meaning: text('what it means'),
  worst: text('what happens at the worst'),
  hint: list(step, 'what to do'),
});

const tokenFile = v.strictObject({
  records: count('one for each server'),
  bytes: count('its size'),
  maximumRecords: count('most that a device reads'),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  cluster: orNull(text('its folder; null of a dump')),
  dump: orNull(text('the dump’s file; null of a cluster')),
  errors: count('findings that are errors'),
  advice: count('findings that are advice'),
  findings: list(finding, 'the worst first'),
  tokenFile: told(
    v.nullable(tokenFile),
    'what getToken writes on all servers; null where not all could be read',
  ),
});

export type HsmDoctorAnswer = v.InferOutput<typeof answer>;

export const HSM_DOCTOR_ANSWERS: readonly Answer[] = [{ schema: answer }];
