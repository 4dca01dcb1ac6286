import * as v from 'valibot';
import { type Answer, flag, list, SCHEMA_VERSION, sha256, text, told } from '../../answer-parts.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  folder: text('as it was named'),
  title: text('of the script'),
  isRehearsal: told(v.literal(true), 'as --json is for rehearsals alone'),
  isComplete: flag('whether each step was gone through'),
  record: sha256('of the last line of the record, which stands for all of it'),
  steps: list(
    v.strictObject({
      id: text('as the script has it'),
      state: told(v.picklist(['open', 'done', 'deviated', 'skipped']), 'how it ended, or did not'),
    }),
    'in the order of the script',
  ),
});

export type CeremonyRunAnswer = v.InferOutput<typeof answer>;

export const CEREMONY_RUN_ANSWERS: readonly Answer[] = [{ schema: answer }];
