import * as v from 'valibot';
import {
  type Answer,
  count,
  list,
  orNull,
  SCHEMA_VERSION,
  sha256,
  text,
  told,
} from '../../answer-parts.ts';
import { HEAD } from '../answer-parts.ts';

const HASHED_TIME = count('milliseconds since 1970-01-01 UTC: the number that was hashed');

const LINK = {
  sequence: count('from 1'),
  previous: sha256('hash of the record before; zeros in the first'),
  hash: sha256('SHA-256 of the JSON of the record without `hash`'),
};

const user = v.strictObject({ name: text('name of the user'), type: text('type of the user') });

const token = v.strictObject({
  id: count('number of the token'),
  service: count('what it is for'),
  user: text('who asked for it'),
  recordDigest: sha256('of its 80 bytes'),
  approvers: list(
    v.strictObject({
      name: text('name of the officer'),
      keyFingerprint: sha256('of the key that checked the approval'),
      signedDigest: sha256('of the multi token file that was signed'),
    }),
    'whose approvals were added, or counted when it was spent',
  ),
});

const keys = v.strictObject({
  secret: count('handle of a private key, or of any key that stands alone; 0 for none'),
  public: count('handle of the public key of a pair; 0 for none'),
  wrapping: v.exactOptional(count('handle of what wrapped or unwrapped it')),
});

const record = v.strictObject({
  ...LINK,
  time: HASHED_TIME,
  op: text('what was asked'),
  session: orNull(text('by which session')),
  actor: v.exactOptional(told(user, 'who was logged in')),
  response: text('SUCCESS, or the error’s name'),
  reason: v.exactOptional(told(v.unknown(), 'why it was refused: a code with its values')),
  user: v.exactOptional(told(user, 'who was worked on')),
  service: v.exactOptional(count('of getToken and setMValue')),
  m: v.exactOptional(count('of setMValue')),
  keyFingerprint: v.exactOptional(sha256('the key that was registered')),
  keys: v.exactOptional(told(keys, 'keys that were worked on, made or asked for')),
  attribute: v.exactOptional(text('of setKeyAttribute')),
  tokens: v.exactOptional(list(token, 'made, approved, deleted or spent')),
});

const act = v.strictObject({
  ...LINK,
  time: HASHED_TIME,
  uid: orNull(count('the user of the machine; null where they have no numbers')),
  act: told(
    v.unknown(),
    'what was done: its `kind`, clock, faults, key-availability, logout or load, and what it set',
  ),
  heads: list(v.nullable(HEAD), 'where the HSMs’ logs ended then; null for one that was damaged'),
});

const server = v.strictObject({
  server: count('from 0'),
  name: text('its name'),
  head: told(HEAD, 'the end of its log'),
  records: list(record, 'as they were hashed, oldest first'),
  reasons: list(
    v.strictObject({ sequence: count('of the record'), reason: text('in words') }),
    'why what was refused was',
  ),
});

const answer = v.strictObject({
  schemaVersion: SCHEMA_VERSION,
  servers: list(server, 'the log of each HSM, or of --server'),
  operator: v.exactOptional(
    told(
      v.strictObject({
        head: told(HEAD, 'the end of the log'),
        records: list(act, 'as they were hashed, oldest first'),
      }),
      'the operator’s own log; not with --server',
    ),
  ),
});

export type HsmLogAnswer = v.InferOutput<typeof answer>;

export const HSM_LOG_ANSWERS: readonly Answer[] = [{ schema: answer }];
