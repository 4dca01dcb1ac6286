import * as v from 'valibot';

import { RECORD_BYTES } from '../../token/record.ts';
import { CLIENT_NAMES } from '../clients.ts';
import { HSM_TYPES } from '../hsm-types.ts';
import { forEachService } from '../m-values.ts';
import type { ProcessIdentity } from '../protocol.ts';
import { USER_TYPE_NAMES } from '../user-types.ts';
import { expected } from './expected.ts';
import { OBJECT_NAME_SCHEMA } from './keys/key-pages.ts';
import { GREATEST_M, LIMITS } from './rules.ts';
import type { HsmState, KeyTable, User } from './state.ts';

/**
 * The shape of one HSM's state, for state that comes back from a disk. Strict: a key too many is an
 * error too, since it would mean that something else wrote the document.
 */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LIMITS.counter));
const text = v.pipe(v.string(), v.maxLength(LIMITS.text));
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LIMITS.counter));
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, expected('hex', { digits: 64 })));
const sessionId = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{1,16}$/, expected('session-id')));
const operationId = v.pipe(v.string(), v.regex(/^[0-9]{1,16}$/, expected('operation-id')));
const userName = v.pipe(v.string(), v.regex(/^[a-z0-9_]{1,31}$/, expected('user-name')));

/**
 * The one base64 text (RFC 4648) of so many bytes, so that equal bytes are equal texts. As a regular
 * expression, since a state has thousands of them and is judged whenever it is read: in the last
 * character before the padding, the bits that are left over are zero.
 */
function base64(bytes: number): v.GenericSchema<string, string> {
  const [whole, rest] = [Math.floor(bytes / 3), bytes % 3];
  const tail = ['', '[A-Za-z0-9+/][AQgw]==', '[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]='][rest] ?? '';
  const pattern = new RegExp(`^[A-Za-z0-9+/]{${4 * whole}}${tail}$`);
  return v.pipe(v.string(), v.regex(pattern, expected('base64-of', { bytes })));
}

/** A public key: its length depends on its exponent's. */
const spki = v.pipe(
  v.string(),
  v.check(
    (text) => {
      const bytes = Buffer.from(text, 'base64');
      return bytes.length <= 512 && bytes.toString('base64') === text;
    },
    expected('base64-at-most', { bytes: 512 }),
  ),
);

const userType = v.picklist(USER_TYPE_NAMES);

const password = v.strictObject({
  cost: v.picklist([1024, 4096, 16384, 32768]),
  salt: base64(16),
  hash: base64(32),
});

/** See {@link User}. */
export const USER_SCHEMA: v.GenericSchema<unknown, User> = v.strictObject({
  id,
  type: userType,
  name: userName,
  password,
  loginFailures: v.pipe(count, v.maxValue(LIMITS.loginFailures + 1)),
  quorumKey: v.nullable(v.strictObject({ id, spki })),
  secondFactor: v.nullable(v.strictObject({ id, spki })),
});

/** See {@link ProcessIdentity}. */
export const PROCESS_SCHEMA: v.GenericSchema<unknown, ProcessIdentity> = v.strictObject({
  bootId: text,
  pidNamespace: text,
  pid: count,
  startTime: text,
});

const seconds = v.pipe(count, v.minValue(1), v.maxValue(LIMITS.tokenTimeout));
const certificate = v.pipe(
  v.string(),
  v.maxLength(Math.ceil(LIMITS.certificate / 3) * 4),
  v.check(
    (text) => Buffer.from(text, 'base64').toString('base64') === text,
    expected('certificate'),
  ),
);

const mValue = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(GREATEST_M));

const object = OBJECT_NAME_SCHEMA;
const KEY_TABLE_SCHEMA: v.GenericSchema<unknown, KeyTable> = v.strictObject({
  count,
  directories: v.array(v.strictObject({ number: count, object })),
  sessionKeys: v.array(v.strictObject({ handle: id, session: sessionId })),
  retired: v.array(object),
});

/** See {@link HsmState}, which says what each part is. */
export const HSM_STATE_SCHEMA: v.GenericSchema<unknown, HsmState> = v.strictObject({
  serialNumber: v.pipe(v.string(), v.regex(/^[0-9A-F.:-]{1,40}$/i, expected('serial-number'))),
  partition: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, expected('partition-name'))),
  node: v.pipe(count, v.maxValue(0xffff_ffff)),
  type: v.picklist(HSM_TYPES),
  clusterKey: base64(32),
  rules: v.strictObject({
    maximumM: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(GREATEST_M)),
    tokensDieWithSession: v.boolean(),
    typeOnceActivated: v.picklist(['PCO', 'CO']),
    applianceUsers: v.boolean(),
  }),
  mValues: v.strictObject(forEachService(() => mValue)),
  timeouts: v.strictObject({ generated: seconds, approved: seconds }),
  mtls: v.strictObject({
    anchors: v.pipe(
      v.array(v.strictObject({ reference: v.picklist([1, 2]), certificate })),
      v.maxLength(LIMITS.trustAnchors),
    ),
    enforcement: v.picklist(['none', 'cluster']),
  }),
  users: v.pipe(v.array(USER_SCHEMA), v.maxLength(LIMITS.users)),
  sessions: v.pipe(
    v.array(
      v.strictObject({
        id: sessionId,
        user: id,
        process: PROCESS_SCHEMA,
        client: v.picklist(CLIENT_NAMES),
      }),
    ),
    v.maxLength(LIMITS.sessions),
  ),
  tokens: v.pipe(
    v.array(
      v.strictObject({
        record: base64(RECORD_BYTES),
        user: id,
        session: sessionId,
        client: v.picklist(CLIENT_NAMES),
        digests: v.pipe(v.array(digest), v.maxLength(LIMITS.signedFiles)),
        approvals: v.pipe(
          v.array(v.strictObject({ user: id, key: id, digest: count })),
          v.maxLength(LIMITS.approvals),
        ),
      }),
    ),
    v.maxLength(LIMITS.tokens),
  ),
  keys: KEY_TABLE_SCHEMA,
  challenges: v.pipe(
    v.array(
      v.strictObject({
        purpose: v.picklist(['login', 'register']),
        name: userName,
        digest: base64(32),
        process: PROCESS_SCHEMA,
      }),
    ),
    v.maxLength(LIMITS.challenges),
  ),
  next: v.strictObject({
    user: id,
    key: id,
    handle: id,
    session: id,
    token: v.pipe(id, v.maxValue(LIMITS.tokenId)),
    operation: id,
  }),
  undo: v.nullable(
    v.strictObject({
      operation: operationId,
      session: sessionId,
      user: id,
      before: v.nullable(USER_SCHEMA),
    }),
  ),
  audit: v.strictObject({ sequence: count, hash: digest }),
});
