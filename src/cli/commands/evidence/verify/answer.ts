import * as v from 'valibot';
import {
  type Answer,
  count,
  flag,
  list,
  SCHEMA_VERSION,
  sha256,
  text,
  texts,
  told,
} from '../../answer-parts.ts';

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  bundle: v.strictObject({
    file: text('as it was named'),
    manifest: sha256('of the manifest, which stands for all pieces'),
    madeBy: v.strictObject({ name: text('of the program'), version: text('of the program') }),
    pieces: count('how many pieces'),
  }),
  valid: flag('whether nothing is wrong with the bundle and nothing in it contradicts anything'),
  isRehearsal: flag('whether nobody was there: a rehearsal against an emulated cluster'),
  problems: list(
    v.looseObject({ code: text('as `BundleProblem` and `VouchingProblem` in docs/codes.md') }),
    'why the bundle is not what its pieces make, or has other keys than the roster',
  ),
  contradictions: list(
    v.looseObject({ code: text('as `Contradiction` in docs/codes.md') }),
    'things of the bundle that cannot both be so',
  ),
  unchecked: list(
    v.looseObject({ code: text('as `UncheckedClaim` in docs/codes.md') }),
    'what is claimed, and cannot be checked from the bundle',
  ),
  deviations: list(
    v.looseObject({ kind: text('what was not as the script says') }),
    'as the record has them',
  ),
  vouchers: list(
    v.strictObject({
      fingerprint: sha256('of the key that made the signature: of its SPKI'),
      names: texts('whose it is, by the keys in the bundle'),
      trusted: told(
        v.nullable(v.array(v.string())),
        'whose it is, by the roster; null without one',
      ),
    }),
    'whose signatures over the manifest are right',
  ),
  shows: texts('what the pieces show, in words that may change'),
});

export type EvidenceVerifyAnswer = v.InferOutput<typeof answer>;

export const EVIDENCE_VERIFY_ANSWERS: readonly Answer[] = [{ schema: answer }];
