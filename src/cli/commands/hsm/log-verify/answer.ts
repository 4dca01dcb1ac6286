import * as v from 'valibot';
import {
  type Answer,
  count,
  flag,
  list,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  told,
} from '../../answer-parts.ts';

const CHAIN = {
  records: count('how many it has'),
  head: sha256('hash of the last; zeros where there is none'),
  broken: orNull(text('where the chain breaks, in words; null where it holds')),
};

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  whole: flag('whether nothing is the matter with any'),
  servers: list(
    v.strictObject({ server: count('from 0'), name: text('its name'), ...CHAIN }),
    'the log of each HSM',
  ),
  operator: told(
    v.strictObject({
      ...CHAIN,
      rewritten: list(
        v.strictObject({ server: count('from 0'), act: count('number of that act, from 1') }),
        'logs that are not those any more that an act saw',
      ),
    }),
    'the operator’s own log',
  ),
  missingHeads: list(sha256('a head'), 'of --expect-head: those that no log holds'),
});

export type HsmLogVerifyAnswer = v.InferOutput<typeof answer>;

export const HSM_LOG_VERIFY_ANSWERS: readonly Answer[] = [{ schema: answer }];
