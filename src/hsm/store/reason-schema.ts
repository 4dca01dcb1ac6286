import * as v from 'valibot';

import { CLIENT_NAMES } from '../clients.ts';
import { GUARDED_SERVICES } from '../guarded-services.ts';
import {
  KEY_ATTRIBUTE_NAMES,
  KEY_CLASSES,
  KEY_FLAGS,
  KEY_HASHES,
  KEY_SERVICES,
  KEY_TYPES,
} from '../keys.ts';
import { QUORUM_SERVICES } from '../m-values.ts';
import { LIMITS } from '../machine/rules.ts';
import type { RecordedReason, RefusalCode, RefusalReason, RefusalValues } from '../refusals.ts';
import { USER_TYPE_NAMES } from '../user-types.ts';

/**
 * The shape of each reason for which an HSM refuses, for reasons that come back from a disk. Strict: a
 * code that there is not, and a value too many, are errors.
 */

/**
 * Characters of a name or a sentence in a record. The machine cuts names shorter; mofn 0.1.0 kept whole
 * what was typed, and its records stay as they are.
 */
export const LONGEST_RECORDED: number = 1 << 20;

type Entries<Values> = {
  readonly [Key in keyof Values]: v.GenericSchema<unknown, Values[Key]>;
};

const text = v.pipe(v.string(), v.maxLength(LONGEST_RECORDED));
const number = v.pipe(v.number(), v.finite());
const userType = v.picklist(USER_TYPE_NAMES);
const service = v.picklist(QUORUM_SERVICES);
const guarded = v.picklist(GUARDED_SERVICES);
const limit = { maximum: number };
const place = { approval: number, approvals: number, name: text };

const handle = { handle: number };
const keyService = v.picklist(KEY_SERVICES);
const keyApprovals = { ...handle, service: guarded, required: number };
const keyType = v.picklist(KEY_TYPES);
const hash = v.picklist(KEY_HASHES);
const mechanism = v.picklist(['rsa-pkcs', 'rsa-pkcs-pss', 'ecdsa', 'aes-gcm', 'rsa-oaep']);

const held = {
  token: number,
  service: guarded,
  required: number,
  approvers: v.pipe(v.array(text), v.maxLength(LIMITS.approvals)),
  lapsed: number,
};

function code<const Code extends string>(
  name: Code,
): { readonly code: v.LiteralSchema<Code, undefined> } {
  return { code: v.literal(name) };
}

const signedContent = v.variant('code', [
  v.strictObject(code('hashed-twice')),
  v.strictObject(code('text-mode')),
  v.strictObject({ ...code('record-alone'), token: number }),
  v.strictObject({ ...code('other-token'), token: number }),
  v.strictObject({ ...code('unknown'), signed: text, file: text }),
]);

const signatureCause = v.variant('code', [
  v.strictObject({ ...code('length'), bytes: number, expected: number }),
  v.strictObject({ ...code('other-content'), user: text, content: signedContent }),
  v.strictObject({ ...code('other-key'), user: text }),
  v.strictObject({ ...code('unrecognized'), user: text }),
]);

const keyProblem = v.variant('code', [
  v.strictObject(code('not-spki')),
  v.strictObject(code('modulus')),
  v.strictObject({ ...code('modulus-factor'), factor: number }),
  v.strictObject({ ...code('exponent'), exponent: text }),
  v.strictObject({ ...code('exponent-size'), maximumBits: number }),
  v.strictObject({ ...code('size'), bits: number, expected: number }),
]);

const ENTRIES: { readonly [Code in RefusalCode]: Entries<RefusalValues[Code]> } = {
  'not-a-crypto-user': { user: text, userType },
  'key-unknown': handle,
  'key-of-another': handle,
  'keys-full': limit,
  'key-handle-taken': handle,
  'key-forged': {},
  'key-label-size': { characters: number, maximum: number },
  'key-label-unprintable': {},
  'key-id-malformed': limit,
  'key-size': { keyType, size: number },
  'key-exponent': { exponent: number },
  'key-attribute-refused': { attribute: v.picklist(KEY_ATTRIBUTE_NAMES), value: text },
  'key-quorum-value': { value: number, associated: number, maximum: number },
  'key-share-owner': { user: text },
  'key-share-public': {},
  'key-share-type': { user: text, userType },
  'key-not-destroyable': handle,
  'key-without-use': { ...handle, attribute: v.picklist(KEY_FLAGS) },
  'key-unfit': { ...handle, mechanism, keyClass: v.picklist(KEY_CLASSES), keyType },
  'digest-malformed': { mechanism, hash, bytes: number },
  'mgf-other-hash': { hash, mgf: hash },
  'salt-length': { saltLength: number, maximum: number },
  'data-signature-wrong': {},
  'key-import-malformed': { keyType },
  'tag-length': { bits: number },
  'iv-length': { bytes: number, expected: number },
  'wrap-too-large': { bytes: number, maximum: number },
  'unwrap-failed': {},
  'key-approval-missing': keyApprovals,
  'key-token-missing': { ...keyApprovals, user: text },
  'key-quorum-off': { ...handle, service: keyService },
  'key-shared-already': { user: text },
  'key-not-shared': { user: text },
  'key-sharer-needed': { user: text, left: number, needed: number },
  'not-logged-in': {},
  'session-of-another': { session: text, pid: number },
  'not-an-officer': { user: text, userType },
  'number-malformed': {
    field: v.picklist([
      'service',
      'm',
      'id',
      'approver-type',
      'seconds',
      'reference',
      'certificate-type',
      'handle',
      'size',
      'exponent',
      'quorum',
      'salt',
      'tag',
    ]),
  },
  'process-malformed': {},
  'login-of-appliance-user': {},
  'user-locked': { user: text, failures: number },
  'password-wrong': { user: text, left: number },
  'second-factor-missing': { user: text },
  'second-factor-wrong': { user: text, left: number },
  'second-factor-not-officer': { user: text },
  'challenge-missing': { user: text },
  'activated-already': {},
  'sessions-full': limit,
  'user-type-unknown': { userType: text },
  'user-name-malformed': { name: text },
  'user-unknown': { name: text },
  'user-id-unknown': { id: number },
  'user-of-other-type': { user: text, userType, wanted: userType },
  'user-exists': { user: text, userType },
  'users-full': limit,
  'user-type-not-created': { userType },
  'user-type-not-deleted': { userType },
  'user-logged-in': { user: text, session: text, pid: number, others: number },
  'officers-too-few': { user: text, left: number, needed: number },
  'password-of-appliance-user': {},
  'password-length': { characters: number, minimum: number, maximum: number },
  'not-the-last-change': { operation: text },
  'service-without-quorum': { service: number },
  'm-out-of-range': { m: number, maximum: number },
  'm-above-officers': { m: number, officers: number },
  'm-needs-misc-co': { service },
  'sync-of-appliance-user': {},
  'sync-forged': {},
  'sync-of-other-kind': { user: text, here: userType, there: userType },
  'token-for-another': { user: text, name: text },
  'quorum-off': { service },
  'token-waits': { token: number, validity: number },
  'token-of-other-session': { token: number, client: v.picklist(CLIENT_NAMES) },
  'token-expired': { token: number },
  'token-of-other-service': { token: number, found: number, service: guarded },
  'token-of-other-key': { token: number, found: number, handle: number },
  'token-without-key': { service: keyService },
  'approval-missing': { service: guarded, required: number },
  'approvals-none': { required: number },
  'tokens-full': limit,
  'token-file-size': { bytes: number },
  'token-not-own': { user: text },
  'token-missing': { user: text, service: guarded, required: number },
  'approvals-too-few': held,
  'm-approvals-too-few': { ...held, changed: service },
  'approvals-too-many': { approvals: number, maximum: number },
  'token-set-size': { bytes: number, maximumRecords: number },
  'token-not-live': { records: number },
  'token-ambiguous': { tokens: number },
  'token-of-another': { token: number, owner: text, user: text },
  'token-approvals-full': { approvals: number, maximum: number },
  'approver-unknown': place,
  'approver-not-an-officer': { ...place, approverType: v.nullable(number), userType },
  'approver-not-of-key': { ...place, approverType: v.nullable(number), userType },
  'approver-without-key': place,
  'approver-twice': place,
  'approver-key-twice': { ...place, user: text },
  'signature-wrong': { ...place, cause: signatureCause },
  'key-for-another': { user: text },
  'registration-token-size': { bytes: number, maximum: number },
  'registration-not-signed': {},
  'registration-signature-wrong': {},
  'key-malformed': { problem: keyProblem },
  'key-taken': { user: text },
  'sync-key-taken': { user: text, holder: text },
  'timeout-out-of-range': { seconds: number, maximum: number },
  'mtls-not-here': {},
  'not-the-first-officer': { user: text },
  'certificate-size': { bytes: number, maximum: number },
  'certificate-malformed': {},
  'certificate-not-ca': {},
  'trust-anchor-twice': { reference: number },
  'trust-anchors-full': limit,
  'trust-anchor-unknown': { reference: number },
  'trust-anchor-needed': {},
  'certificate-type-unknown': { type: number },
  'fault-drop': {},
  'fault-error': {},
  'fault-many-tokens': { tokens: number },
  'server-unknown': { hostname: text },
};

/** Made when they are needed: most files have no reason in them. */
const schemas = new Map<RefusalCode, v.GenericSchema>();

function schemaOf(name: RefusalCode): v.GenericSchema {
  const known = schemas.get(name);
  if (known !== undefined) return known;
  const schema = v.strictObject({ ...code(name), ...ENTRIES[name] });
  schemas.set(name, schema);
  return schema;
}

function isCode(value: unknown): value is RefusalCode {
  return typeof value === 'string' && Object.hasOwn(ENTRIES, value);
}

/** The shape of a reason. */
export const REASON_SCHEMA: v.GenericSchema<unknown, RefusalReason> = v.lazy((value) => {
  const name = (value as { readonly code?: unknown } | null | undefined)?.code;
  const found = isCode(name)
    ? schemaOf(name)
    : v.strictObject({ code: v.picklist(Object.keys(ENTRIES) as RefusalCode[]) });
  // The table has the entries of every code, and its type has checked them.
  return found as v.GenericSchema<unknown, RefusalReason>;
});

/** The shape of a reason as it was kept. */
export const RECORDED_REASON_SCHEMA: v.GenericSchema<unknown, RecordedReason> = v.lazy((value) =>
  typeof value === 'string' ? text : REASON_SCHEMA,
);
