/**
 * What people read of the HSM's refusals: why, which the device itself does not say.
 */

import type { ClientName } from '../hsm/clients.ts';
import type { KeyType } from '../hsm/keys.ts';
import { quorumServicesOf } from '../hsm/m-values.ts';
import type {
  RecordedReason,
  RefusalCode,
  RefusalReason,
  RefusalValues,
  SignatureCause,
  SignedContent,
} from '../hsm/refusals.ts';
import { USER_TYPE_NAMES, USER_TYPES } from '../hsm/user-types.ts';
import { escapeUnsafe } from '../printable.ts';
import { type ConsoleVocabulary, vocabularyOf } from './console-vocabulary.ts';
import { countNoun } from './count-noun.ts';
import { describeKeyProblem } from './quorum-key.ts';
import { nameService, nameServices } from './services.ts';

const NUMBERS = {
  service: 'service',
  m: 'M value',
  id: 'user id',
  'approver-type': "approver's type",
  seconds: 'number of seconds',
  reference: 'reference of the certificate',
  'certificate-type': 'type of the certificate',
  handle: 'handle of a key',
  size: 'size of a key',
  exponent: 'public exponent',
  quorum: 'quorum value',
  salt: "salt's length",
  tag: "tag's length",
} as const;

/** What sizes keys have. */
const KEY_SIZES: Readonly<Record<KeyType, string>> = {
  aes: 'an AES key has 16, 24 or 32 bytes',
  'generic-secret': 'a generic secret has 1 to 800 bytes',
  rsa: 'an RSA key has 2048 to 4096 bits, a multiple of 256',
  ec: 'a key of an elliptic curve is of one that is offered',
};

/** What an imported key is to be. */
const IMPORTED: Readonly<Record<KeyType, string>> = {
  aes: 'secret keys are not imported',
  'generic-secret': 'secret keys are not imported',
  rsa: 'this is no RSA public key that an HSM takes',
  ec: 'this is no public key of a curve that is offered, with its point uncompressed',
};

/** Where a token is good that was got by each client. */
const TOKENS_OF: Readonly<Record<ClientName, string>> = {
  classic: 'was got in cloudhsm_mgmt_util, and is good there only',
  sdk5: 'was got in another log-in of cloudhsm-cli, and is good in that one only',
  'sdk5-command':
    'was got by cloudhsm-cli as a single command, and is good for other single commands of its user only',
};

type ReasonWords = {
  readonly [Code in keyof RefusalValues]: (
    values: RefusalValues[Code],
    console: ConsoleVocabulary,
  ) => string;
};

const REASONS: ReasonWords = {
  'session-of-another': ({ session, pid }, { logIn }) =>
    `session ${session} is of process ${pid}, and no other may use it; log in with ${logIn} first`,
  'not-a-crypto-user': ({ user, userType }, { aUserOf }) =>
    `${user} is ${aUserOf(userType)}, and only ${aUserOf('CU')} owns and uses keys`,
  'key-unknown': ({ handle }, console) =>
    `there is no ${console.key(handle)} on this HSM that whoever is logged in can see`,
  'key-of-another': ({ handle }, console) =>
    `${console.key(handle)} is another user's, and only its owner does this`,
  'keys-full': ({ maximum }) => `this HSM holds ${countNoun(maximum, 'key')} and no more`,
  'key-handle-taken': ({ handle }, console) =>
    `there is a ${console.key(handle)} on this HSM already`,
  'key-forged': () => 'the key was not sealed by an HSM of this cluster',
  'key-label-size': ({ characters, maximum }) =>
    `the label has ${countNoun(characters, 'character')}, ${maximum} at most`,
  'key-label-unprintable': () => 'the label has characters that no terminal shows',
  'key-id-malformed': ({ maximum }) =>
    `the id is no hex text of at most ${countNoun(maximum, 'byte')}`,
  'key-size': ({ keyType, size }) => `${KEY_SIZES[keyType]}, not ${size}`,
  'key-exponent': ({ exponent }) =>
    `the public exponent is ${exponent}, expected an odd number from 65537 to 4294967295`,
  'key-attribute-refused': ({ attribute, value }) =>
    `attribute ${attribute} cannot be ${quote(value)} here`,
  'key-quorum-value': ({ value, associated, maximum }) =>
    `quorum value ${value}, expected 0 to ${Math.min(associated, maximum)}: ` +
    `the key has ${countNoun(associated, 'user')} who could approve`,
  'key-share-owner': ({ user }) => `${user} owns the key, and is not to be named among its sharers`,
  'key-share-public': () => 'a public key is for all, and has neither sharers nor a quorum',
  'key-share-type': ({ user, userType }, { aUserOf }) =>
    `${user} is ${aUserOf(userType)}, and a key is shared with ${aUserOf('CU')} only`,
  'key-not-destroyable': ({ handle }, console) =>
    `${console.key(handle)} has attribute destroyable=false`,
  'key-without-use': ({ handle, attribute }, console) =>
    `${console.key(handle)} has attribute ${attribute}=false`,
  'key-unfit': ({ handle, mechanism, keyClass, keyType }, console) =>
    `${console.key(handle)} is a ${keyClass} of type ${keyType}, and ${mechanism} needs another class or type of key here`,
  'digest-malformed': ({ mechanism, hash, bytes }) =>
    mechanism === 'rsa-pkcs'
      ? `${countNoun(bytes, 'byte')} are no DigestInfo of ${hash} (RFC 8017, 9.2)`
      : `${countNoun(bytes, 'byte')} are no digest of ${hash}`,
  'mgf-other-hash': ({ hash, mgf }) => `mgf1-${mgf} does not go with ${hash}`,
  'salt-length': ({ saltLength, maximum }) =>
    `a salt of ${countNoun(saltLength, 'byte')}, expected 0 to ${maximum}`,
  'key-approval-missing': ({ handle, service, required }, console) =>
    `${console.key(handle)} asks for ${countNoun(required, 'approval')} of a token of service ${console.service(service)}, and none came; ` +
    `ask for a token with ${console.getTokenFor(service, 'USER', handle)}`,
  'key-token-missing': ({ handle, user, service, required }, console) =>
    `${console.key(handle)} asks for ${countNoun(required, 'approval')}, and ${user} has no token of service ${console.service(service)} for it; ` +
    `ask for one with ${console.getTokenFor(service, user, handle)}`,
  'key-quorum-off': ({ handle, service }, console) =>
    `${console.key(handle)} asks for no approvals of service ${console.service(service)}, so nothing needs a token`,
  'key-shared-already': ({ user }) => `${user} shares the key already`,
  'key-not-shared': ({ user }) => `${user} does not share the key`,
  'key-sharer-needed': ({ user, left, needed }) =>
    `without ${user} the key would have ${countNoun(left, 'user')}, and it asks for ${countNoun(needed, 'approval')}`,
  'key-import-malformed': ({ keyType }) => IMPORTED[keyType],
  'tag-length': ({ bits }) =>
    `a tag of ${countNoun(bits, 'bit')}, expected 32, 64, 96, 104, 112, 120 or 128`,
  'iv-length': ({ bytes, expected }) =>
    `an initialization vector of ${countNoun(bytes, 'byte')}, expected ${expected}`,
  'wrap-too-large': ({ bytes, maximum }) =>
    `the key is ${countNoun(bytes, 'byte')} long, and this wraps ${maximum} at most`,
  'unwrap-failed': () =>
    'what is wrapped is no key of that class and type, is damaged, or was wrapped with another key',
  'data-signature-wrong': () => 'the signature is not of this key over these data',
  'not-logged-in': (_, { logIn }) => `nobody is logged in; log in with ${logIn} first`,
  'not-an-officer': ({ user, userType }, { aUserOf, anOfficer }) =>
    userType === 'PRECO'
      ? `${user} is ${aUserOf('PRECO')}, who can do nothing but change its own password and so become ${aUserOf('PCO')}`
      : `${user} is ${aUserOf(userType)}, and only ${anOfficer} can do this`,
  'number-malformed': ({ field }) => `the ${NUMBERS[field]} is no number`,
  'process-malformed': () => 'the process that logs in is not described as one',
  'login-of-appliance-user': () => 'an appliance user (AU) does not log in in this edition',
  'user-locked': ({ user, failures }, { anOfficer, changePassword }) =>
    `${user} is locked after ${failures} wrong passwords; ${anOfficer} unlocks it with ${changePassword}`,
  'password-wrong': ({ user, left }) =>
    left > 0
      ? `wrong password for ${user}; ${left} more will lock the user`
      : `wrong password for ${user}, who is locked now`,
  'second-factor-missing': ({ user }) =>
    `${user} has a second factor, and logs in with what it signs as well as with the password`,
  'second-factor-wrong': ({ user, left }) =>
    `the signature is not of the second factor of ${user} over what this HSM asked for; ` +
    (left > 0 ? `${left} more failures will lock the user` : 'the user is locked now'),
  'second-factor-not-officer': ({ user }, { officer }) =>
    `${user} is no ${officer}, and here only officers have a second factor`,
  'challenge-missing': ({ user }) =>
    `nothing waits to be signed for ${user}: what was asked for is good once, and for the console that asked`,
  'activated-already': () => 'the cluster is activated already',
  'sessions-full': ({ maximum }) => `${countNoun(maximum, 'session')} are open on this HSM`,
  'user-type-unknown': ({ userType }) =>
    `${quote(userType)} is no user type; there are ${USER_TYPE_NAMES.join(', ')}`,
  'user-name-malformed': ({ name }) =>
    `${quote(name)} is no user name: 1 to 31 letters, digits and _`,
  'user-unknown': ({ name }) => `there is no user ${quote(name)} on this HSM`,
  'user-id-unknown': ({ id }) => `there is no user with id ${id}`,
  'user-of-other-type': ({ user, userType, wanted }, { aUserOf }) =>
    `${user} is ${aUserOf(userType)}, not ${aUserOf(wanted)}`,
  'user-exists': ({ user, userType }, { aUserOf }) =>
    `there is ${aUserOf(userType)} ${user} already`,
  'users-full': ({ maximum }) => `this HSM holds ${countNoun(maximum, 'user')} and no more`,
  'user-type-not-created': ({ userType }) =>
    `no user of type ${userType} can be created in this edition`,
  'user-type-not-deleted': ({ userType }) =>
    `a user of type ${userType} cannot be deleted in this edition`,
  'user-logged-in': ({ user, session, pid, others }) =>
    `${user} is logged in, in session ${session} of process ${pid}` +
    (others > 0 ? ` and ${others} more` : ''),
  'officers-too-few': ({ user, left, needed }, { officer }) =>
    `without ${user} there would be ${countNoun(left, officer)}, and an M value asks for ${needed}`,
  'password-of-appliance-user': () => 'in this edition nobody changes the password of an AU',
  'password-length': ({ characters, minimum, maximum }) =>
    `the password has ${countNoun(characters, 'character')}, expected ${minimum} to ${maximum}`,
  'not-the-last-change': ({ operation }) =>
    `operation ${escapeUnsafe(operation)} is not the last change of this HSM by this session`,
  'service-without-quorum': ({ service }) =>
    `no quorum is asked for service ${service}; there are ${nameServices(quorumServicesOf('hsm1'))}, ` +
    `and ${nameService('clusterManagement')} on an HSM of type hsm2m`,
  'm-out-of-range': ({ m, maximum }) =>
    `M value ${m}, expected 2 to ${maximum}; a quorum cannot be switched off`,
  'm-above-officers': ({ m, officers }, { officer }) =>
    `M value ${m}, but the HSM has ${countNoun(officers, officer)}`,
  'm-needs-misc-co': ({ service }, console) =>
    `the M value of service ${console.service(service)} is on, so a change of it needs a ` +
    `token of service ${console.service('miscCo')}, which is to be had only once its own M value is set: ` +
    console.setFirstMValue,
  'sync-of-appliance-user': () => 'an AU is not synchronized in this edition',
  'sync-forged': () => 'the user was not exported by an HSM of this cluster',
  'sync-of-other-kind': ({ user, here, there }) =>
    `${user} is a ${here} on this HSM and a ${there} on the other`,

  'token-for-another': ({ user, name }) =>
    `${user} is logged in and can have a token for itself only, not for ${quote(name)}`,
  'quorum-off': ({ service }, console) =>
    `the M value of service ${console.service(service)} is 1, so nothing needs a token`,
  'tokens-full': ({ maximum }) =>
    `this HSM holds ${countNoun(maximum, 'token')}, and none of them has expired`,
  'token-file-size': ({ bytes }) =>
    `the token file has ${countNoun(bytes, 'byte')}, expected a multiple of 80`,
  'token-not-own': ({ user }) => `the file holds no token that ${user} has on this HSM`,
  'token-missing': ({ user, service, required }, console) =>
    `this needs ${countNoun(required, 'approval')}, and ${user} has no token of service ${console.service(service)}; ` +
    `ask for one with ${console.getTokenFor(service, user)}`,
  'token-waits': ({ token, validity }) =>
    `token ${token} of this service is good for ${countNoun(validity, 'second')} more; use it or delete it first`,
  'token-of-other-session': ({ token, client }) => `token ${token} ${TOKENS_OF[client]}`,
  'token-expired': ({ token }) => `token ${token} has expired; get another one`,
  'token-of-other-service': ({ token, found, service }, console) =>
    `token ${token} is of service ${console.numberedService(found)}, and this needs one of service ${console.service(service)}`,
  'token-of-other-key': ({ token, found, handle }, console) =>
    `token ${token} is for ${console.key(found)}, and this needs one for ${console.key(handle)}`,
  'token-without-key': ({ service }, console) =>
    `a token of service ${console.service(service)} is for one key, and none was named`,
  'approval-missing': ({ service, required }, console) =>
    `this needs ${countNoun(required, 'approval')} of a token of service ${console.service(service)}, and came with none`,
  'approvals-none': ({ required }) =>
    `the token file holds no signatures, and ${countNoun(required, 'approval')} are needed`,
  'approvals-too-few': describeHeld,
  'm-approvals-too-few': ({ changed, ...held }, console) =>
    `${describeHeld(held, console)}; the M value of service ${console.service(changed)} is ${held.required}, and a ` +
    'change of it takes as many approvals as it has itself',

  'approvals-too-many': ({ approvals, maximum }) =>
    `${countNoun(approvals, 'approval')}, ${maximum} at most are taken at once`,
  'token-set-size': ({ bytes, maximumRecords }, { tokenFile }) =>
    `the ${tokenFile} has ${countNoun(bytes, 'byte')}, expected 1 to ${maximumRecords} records of 80`,
  'token-not-live': ({ records }, { tokenFile, endsOfToken }) =>
    `the ${tokenFile} has ${countNoun(records, 'record')}, and none is a live token of this HSM: it ` +
    `was ${endsOfToken}, or is of another cluster`,
  'token-ambiguous': ({ tokens }, { tokenFile }) =>
    `the ${tokenFile} holds ${countNoun(tokens, 'token')} of this HSM, so it is not clear which one ` +
    'its officers approve',
  'token-of-another': ({ token, owner, user }) =>
    `token ${token} is ${owner}'s, and only ${owner} can hand in its approvals; ${user} is logged in`,
  'token-approvals-full': ({ approvals, maximum }) =>
    `the token would have ${countNoun(approvals, 'approval')}, ${maximum} at most`,
  'approver-unknown': (place) => `${placeOf(place)}: there is no such user on this HSM`,
  'approver-not-an-officer': (
    { approverType, userType, ...place },
    { approvers, aUserOf, approverOf },
  ) =>
    `${placeOf(place)}: ${approverType === null ? '' : `the file gives ${approverOf(approverType)} and `}the user is ${aUserOf(userType)}; ` +
    `approvers are ${approvers}`,
  'approver-not-of-key': ({ approverType, userType, ...place }, { aUserOf, approverOf }) =>
    `${placeOf(place)}: ` +
    (approverType === null || approverType === USER_TYPES.CU.number
      ? `${aUserOf(userType)} who neither owns nor shares the key`
      : `${approverOf(approverType)}, and approvals for a key are of type ${USER_TYPES.CU.number}`),
  'approver-without-key': (place) => `${placeOf(place)}: the user has no registered key`,
  'approver-twice': (place) => `${placeOf(place)}: the same approver is in the file twice`,
  'approver-key-twice': ({ user, ...place }) => `${placeOf(place)}: ${user} has the same key`,
  'signature-wrong': ({ cause, ...place }, { tokenFile }) =>
    `${placeOf(place)}: ${describeCause(cause, tokenFile)}`,

  'key-for-another': ({ user }) => `${user} is logged in and can register a key for itself only`,
  'registration-token-size': ({ bytes, maximum }) =>
    `the registration token has ${countNoun(bytes, 'byte')}, ${maximum} at most`,
  'registration-not-signed': () =>
    'the registration token is not signed: nothing stands where its signature belongs',
  'registration-signature-wrong': () =>
    'the signature over the registration token was not made with the private half of this key',
  'key-malformed': ({ problem }) => `the public key is refused: ${describeKeyProblem(problem)}`,
  'key-taken': ({ user }) => `the public key is ${user}'s already, and one key is one approval`,
  'sync-key-taken': ({ user, holder }) =>
    `the key of ${user} is ${holder}'s on this HSM, and one key is one approval`,

  'timeout-out-of-range': ({ seconds, maximum }) =>
    `${countNoun(seconds, 'second')}, expected 1 to ${maximum}`,
  'mtls-not-here': () => 'an HSM of type hsm1 knows no mutual TLS; hsm2m does',
  'not-the-first-officer': ({ user }) =>
    `${user} is logged in, and only the officer named admin may do this`,
  'certificate-size': ({ bytes, maximum }) =>
    `the certificate has ${countNoun(bytes, 'byte')}, ${maximum} at most`,
  'certificate-malformed': () => 'this is no X.509 certificate',
  'certificate-not-ca': () => 'the certificate is of no authority that signs others',
  'trust-anchor-twice': ({ reference }) => `the certificate is registered already, as ${reference}`,
  'trust-anchors-full': ({ maximum }) =>
    `${countNoun(maximum, 'certificate')} are registered, and no more can be`,
  'trust-anchor-unknown': ({ reference }) => `there is no certificate with reference ${reference}`,
  'certificate-type-unknown': ({ type }) =>
    `there is no certificate of type ${type}; there are 1, 2, 4, 8 and 16`,
  'trust-anchor-needed': () =>
    'where clients have to show a certificate, one that theirs lead to has to be registered',

  'fault-many-tokens': ({ tokens }) =>
    `a fault lets nobody list ${countNoun(tokens, 'token')}, as cloudhsm-cli up to 5.16.1 did not`,
  'fault-drop': () => 'a fault drops the connection',
  'fault-error': () => "a fault of 'mofn hsm fault' says so",
  'server-unknown': ({ hostname }) =>
    `the cluster has no server with host name ${escapeUnsafe(hostname)}`,
};

/** All codes of the reasons for which an HSM refuses. */
export const REFUSAL_CODES: readonly RefusalCode[] = Object.keys(REASONS) as RefusalCode[];

/**
 * Why an HSM refused, in a clause without a full stop; safe to show. A reason that mofn 0.1.0 kept is
 * one already.
 *
 * @param client at whose console it is read: commands and users are called as it calls them
 * @example
 * describeRefusal({ code: 'user-unknown', name: 'eve' }); // 'there is no user "eve" on this HSM'
 */
export function describeRefusal(reason: RecordedReason, client: ClientName = 'classic'): string {
  if (typeof reason === 'string') return escapeUnsafe(reason);
  // The compiler does not see that the words found under a code are those for its values.
  const words = REASONS[reason.code] as (
    values: RefusalReason,
    console: ConsoleVocabulary,
  ) => string;
  return words(reason, vocabularyOf(client));
}

function describeCause(cause: SignatureCause, tokenFile: string): string {
  switch (cause.code) {
    case 'length':
      return `the signature has ${countNoun(cause.bytes, 'byte')}, expected exactly ${cause.expected}`;
    case 'other-content':
      return (
        `the signature is by ${cause.user}'s key, but not over this ${tokenFile}: ` +
        describeContent(cause.content)
      );
    case 'other-key':
      return `the signature is by the key of ${cause.user}`;
    case 'unrecognized':
      return (
        `the signature is no SHA-256 PKCS#1 v1.5 signature by ${cause.user}'s registered key, nor by ` +
        'any other that is registered here: another key, another scheme such as PSS, or damage'
      );
  }
}

function describeContent(content: SignedContent): string {
  switch (content.code) {
    case 'hashed-twice':
      return 'it is over the SHA-256 of the file, so it was hashed twice';
    case 'text-mode':
      return 'it is over a copy whose line ends were changed to CR LF, as a transfer in text mode does';
    case 'record-alone':
      return `it is over the record of token ${content.token} of this HSM alone`;
    case 'other-token':
      return `it is over the file of token ${content.token}`;
    case 'unknown':
      return `it is over something with SHA-256 ${content.signed}, and the file has ${content.file}`;
  }
}

function describeHeld(
  { token, service, required, approvers, lapsed }: RefusalValues['approvals-too-few'],
  console: ConsoleVocabulary,
): string {
  const names = approvers.join(', ') || 'nobody';
  const gone =
    lapsed > 0 ? `; ${lapsed} more count no longer, since their user or key is gone` : '';
  return `token ${token} of service ${console.service(service)} has ${approvers.length} of ${countNoun(required, 'approval')} (${names})${gone}`;
}

function placeOf({ approval, approvals, name }: RefusalValues['approver-unknown']): string {
  return `approval ${approval} of ${approvals} (${quote(name)})`;
}

function quote(text: string): string {
  return escapeUnsafe(JSON.stringify(text));
}
