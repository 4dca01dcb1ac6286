/**
 * What the newer command line says of what an HSM refuses. Those that a source has word for word are listed
 * in docs/fidelity.md with it; the others are chosen in the same shape.
 */
import type { HsmErrorName, HsmRefusal, RefusalCode, RefusalValues } from '../hsm/refusals.ts';
import { escapeUnsafe } from '../printable.ts';

/** What a text depends on, besides the refusal. */
export interface TextContext {
  readonly type: string;
  readonly spentToken: string;
  /** Whether somebody wanted to log in: then no text tells which users there are. */
  readonly isLogIn: boolean;
}

const DOCUMENTED = {
  quorumRequired: 'Quorum approval is required for this operation',
  quorumFailed: 'Quorum Failed',
  invalidPair: 'Invalid username-signature pair for quorum authorization',
  invalidValue: 'Invalid quorum value provided.',
  noSignatures: 'No token signatures provided',
  invalidSignature: 'InvalidQuorumSignature',
} as const;

const USER_UNKNOWN = 'Specified user does not exist';
const NOT_AUTHENTICATED = 'User authentication failed';
const NOT_LOGGED_IN = 'User is not logged in';
const NOT_PERMITTED = 'User does not have permission to perform this operation';

type Text<Values> = string | ((values: Values, context: TextContext) => string);
type Texts = { readonly [Code in RefusalCode]: Text<RefusalValues[Code]> };

const unreached = (_: unknown, { type }: TextContext): string =>
  `Failed to initialize ${type} context`;
const noSuchUser = (_: unknown, { isLogIn }: TextContext): string =>
  isLogIn ? NOT_AUTHENTICATED : USER_UNKNOWN;
const tooFew = ({ approvers, required }: RefusalValues['approvals-too-few']): string =>
  `Too few quorum approvals: currently ${approvers.length} approvals, but ${required} approvals required`;
const spent = (_: unknown, { spentToken }: TextContext): string => spentToken;

const TEXTS: Texts = {
  'not-a-crypto-user': NOT_PERMITTED,
  'key-unknown': 'Specified key does not exist',
  'key-of-another': NOT_PERMITTED,
  'keys-full': 'Maximum number of keys reached',
  'key-handle-taken': 'Specified key already exists',
  'key-forged': NOT_PERMITTED,
  'key-label-size': ({ maximum }) =>
    `Invalid label provided: at most ${maximum} characters are allowed`,
  'key-label-unprintable': 'Invalid label provided',
  'key-id-malformed': 'Invalid id provided',
  'key-size': 'Invalid key length provided',
  'key-exponent': 'Invalid public exponent provided',
  'key-attribute-refused': ({ attribute, value }) =>
    `Attribute ${attribute} cannot be set to the value ${escapeUnsafe(value)} by the user for this operation`,
  'key-quorum-value': DOCUMENTED.invalidValue,
  'key-share-owner': 'Specified user owns the key',
  'key-share-public': 'Public keys cannot be shared',
  'key-share-type': 'Keys can be shared with crypto users only',
  'key-not-destroyable': 'Specified key cannot be deleted',
  'key-without-use': ({ attribute }) => `Specified key has the attribute ${attribute} set to false`,
  'key-unfit': ({ mechanism }) => `Specified key cannot be used with ${mechanism}`,
  'digest-malformed': 'Invalid digest provided',
  'mgf-other-hash': 'Hash function and mask generation function must match',
  'salt-length': 'Invalid salt length provided',
  'key-approval-missing': DOCUMENTED.quorumFailed,
  'key-token-missing': DOCUMENTED.quorumFailed,
  'key-quorum-off': 'Quorum is not enabled for the specified key',
  'key-shared-already': 'Key is already shared with the specified user',
  'key-not-shared': 'Key is not shared with the specified user',
  'key-sharer-needed': DOCUMENTED.invalidValue,
  'key-import-malformed': 'Invalid public key provided',
  'tag-length': 'Invalid tag length provided',
  'iv-length': 'Invalid initialization vector provided',
  'wrap-too-large': 'Specified key is too large for this mechanism',
  'unwrap-failed': 'Key unwrap failed',
  'data-signature-wrong': 'Signature verification failed',
  'not-logged-in': NOT_LOGGED_IN,
  'session-of-another': NOT_LOGGED_IN,
  'not-an-officer': NOT_PERMITTED,
  'number-malformed': 'Invalid value provided',
  'process-malformed': NOT_AUTHENTICATED,
  'login-of-appliance-user': NOT_AUTHENTICATED,
  'user-locked': 'User account is locked',
  'password-wrong': NOT_AUTHENTICATED,
  'second-factor-missing': 'Multi-factor authentication is required for this user',
  'second-factor-wrong': NOT_AUTHENTICATED,
  'second-factor-not-officer': NOT_PERMITTED,
  'challenge-missing': 'Multi-factor authentication token is not valid',
  'activated-already': 'Cluster is already activated',
  'sessions-full': 'Maximum number of sessions reached',
  'user-type-unknown': 'Invalid role provided',
  'user-name-malformed': (_, { isLogIn }) =>
    isLogIn
      ? NOT_AUTHENTICATED
      : 'Invalid username provided: 1 to 31 letters, digits and underscores are allowed',
  'user-unknown': noSuchUser,
  'user-id-unknown': USER_UNKNOWN,
  'user-of-other-type': noSuchUser,
  'user-exists': 'Specified user already exists',
  'users-full': 'Maximum number of users reached',
  'user-type-not-created': NOT_PERMITTED,
  'user-type-not-deleted': NOT_PERMITTED,
  'user-logged-in': 'Specified user is logged in',
  'officers-too-few': NOT_PERMITTED,
  'password-of-appliance-user': NOT_PERMITTED,
  'password-length': ({ minimum, maximum }) =>
    `Invalid password provided: ${minimum} to ${maximum} characters are allowed`,
  'not-the-last-change': NOT_PERMITTED,
  'service-without-quorum': 'Specified quorum service is not supported by this cluster',
  'm-out-of-range': DOCUMENTED.invalidValue,
  'm-above-officers': DOCUMENTED.invalidValue,
  'm-needs-misc-co': DOCUMENTED.quorumRequired,
  'sync-of-appliance-user': NOT_PERMITTED,
  'sync-forged': NOT_PERMITTED,
  'sync-of-other-kind': NOT_PERMITTED,
  'token-for-another': NOT_PERMITTED,
  'quorum-off': 'Quorum is not enabled for the specified service',
  'token-waits': 'A quorum token is already active for this user and service',
  'token-of-other-session': DOCUMENTED.invalidPair,
  'token-expired': 'Quorum token has expired',
  'token-of-other-service': 'Quorum token is not valid for this operation',
  'token-of-other-key': 'Quorum token is not valid for this operation',
  'token-without-key': 'Specified quorum service requires a key',
  'approval-missing': DOCUMENTED.quorumRequired,
  'approvals-none': DOCUMENTED.noSignatures,
  'tokens-full': 'Maximum number of quorum tokens reached',
  'token-file-size': 'Invalid quorum token provided',
  'token-not-own': 'Invalid quorum token provided',
  'token-missing': DOCUMENTED.quorumRequired,
  'approvals-too-few': tooFew,
  'm-approvals-too-few': tooFew,
  'approvals-too-many': ({ maximum }) =>
    `Too many quorum approvals: at most ${maximum} are allowed`,
  'token-set-size': 'Invalid quorum token provided',
  'token-not-live': spent,
  'token-ambiguous': 'Invalid quorum token provided',
  'token-of-another': DOCUMENTED.invalidPair,
  'token-approvals-full': ({ maximum }) =>
    `Too many quorum approvals: at most ${maximum} are allowed`,
  'approver-unknown': DOCUMENTED.invalidPair,
  'approver-not-an-officer': DOCUMENTED.invalidPair,
  'approver-not-of-key': DOCUMENTED.invalidPair,
  'approver-without-key': DOCUMENTED.invalidPair,
  'approver-twice': DOCUMENTED.invalidPair,
  'approver-key-twice': DOCUMENTED.invalidPair,
  'signature-wrong': DOCUMENTED.invalidPair,
  'key-for-another': NOT_PERMITTED,
  'registration-token-size': 'Invalid registration token provided',
  'registration-not-signed': DOCUMENTED.invalidSignature,
  'registration-signature-wrong': DOCUMENTED.invalidSignature,
  'key-malformed': 'Invalid public key provided: an RSA key of 2048 bits is required',
  'key-taken': 'Public key is already registered by another user',
  'sync-key-taken': 'Public key is already registered by another user',
  'timeout-out-of-range': ({ maximum }) =>
    `Invalid timeout provided: 1 to ${maximum} seconds are allowed`,
  'mtls-not-here': 'Mtls is not supported by this cluster',
  'not-the-first-officer': NOT_PERMITTED,
  'certificate-size': 'Invalid certificate provided',
  'certificate-malformed': 'Invalid certificate provided',
  'certificate-not-ca': 'Invalid certificate provided: it is not a certificate authority',
  'trust-anchor-twice': 'Trust anchor is already registered',
  'trust-anchors-full': ({ maximum }) =>
    `Maximum number of trust anchors reached: at most ${maximum} are allowed`,
  'trust-anchor-unknown': 'Specified trust anchor does not exist',
  'certificate-type-unknown': 'Specified certificate does not exist',
  'trust-anchor-needed': 'Mtls enforcement requires a registered trust anchor',
  'fault-drop': unreached,
  'fault-error': 'HSM returned an error',
  'fault-many-tokens': 'Failed to list quorum tokens',
  'server-unknown': unreached,
};

/** The refusals that have a text. */
export const TEXT_CODES: readonly RefusalCode[] = Object.keys(TEXTS) as RefusalCode[];

/** What `mofn hsm fault` lets an HSM say; what is not here is said by its name. */
const FAULTS: { readonly [Name in HsmErrorName]?: string } = {
  RET_MXN_AUTH_FAILED: DOCUMENTED.quorumRequired,
  RET_USER_LOGIN_FAILURE: NOT_AUTHENTICATED,
  RET_USER_NOT_INITIALIZED: NOT_AUTHENTICATED,
  RET_USER_DOES_NOT_EXIST: USER_UNKNOWN,
  RET_USER_ALREADY_EXISTS: 'Specified user already exists',
  RET_USER_LOGGED_IN: 'Specified user is logged in',
  RET_NOT_LOGGED_IN: NOT_LOGGED_IN,
  RET_PERMISSION_DENIED: NOT_PERMITTED,
  RET_MAX_USERS: 'Maximum number of users reached',
  RET_MAX_TOKENS: 'Maximum number of quorum tokens reached',
  RET_MAX_SESSIONS: 'Maximum number of sessions reached',
};

/**
 * The text of a refusal; safe to show.
 *
 * @example
 * const reason = { code: 'user-exists', user: 'alice', userType: 'CO' } as const;
 * const texts = { type: 'hsm1', spentToken: 'Quorum approval is required', isLogIn: false };
 * textOf({ ok: false, error: 'RET_USER_ALREADY_EXISTS', reason }, texts); // 'Specified user already exists'
 */
export function textOf({ error, reason }: HsmRefusal, context: TextContext): string {
  if (reason.code === 'fault-error') return FAULTS[error] ?? `HSM error: ${escapeUnsafe(error)}`;
  // The compiler does not see that the text found under a code is that for its values.
  const text = TEXTS[reason.code] as Text<typeof reason>;
  return typeof text === 'string' ? text : text(reason, context);
}
