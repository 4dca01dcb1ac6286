import * as v from 'valibot';
import {
  type Answer,
  flag,
  list,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  texts,
  told,
} from '../../answer-parts.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  policy: v.strictObject({
    file: text('as it was named'),
    name: orNull(text('as it calls itself')),
    sha256: sha256('of its TOML'),
  }),
  valid: flag('whether it has signatures, and all of them are right'),
  signatures: list(
    v.strictObject({
      state: told(
        v.picklist(['right', 'repeated', 'unknown']),
        'by an officer; by a key that has signed before; by none of the roster',
      ),
      names: texts('whose key made it'),
    }),
    'in the order of the file',
  ),
});

export type PolicyVerifyAnswer = v.InferOutput<typeof answer>;

export const POLICY_VERIFY_ANSWERS: readonly Answer[] = [{ schema: answer }];
