/**
 * What people read of why a command of a console came to no HSM.
 */
import type { UnsentCode, UnsentReason, UnsentValues } from '../hsm/unsent.ts';
import { escapeUnsafe } from '../printable.ts';
import { formatKeyHandle } from '../token/sdk5/key-reference.ts';
import { countNoun } from './count-noun.ts';

type Words = { readonly [Code in UnsentCode]: (values: UnsentValues[Code]) => string };

const REASONS: Words = {
  'wrong-words': ({ syntax }) => `it is written ${escapeUnsafe(syntax)}`,
  'unknown-command': ({ nearest }) =>
    'what was typed is no command of this console' +
    (nearest === null ? '' : `; ${escapeUnsafe(nearest)} may have been meant`),
  'ambiguous-command': ({ names }) =>
    `what was typed is the beginning of ${names.map(escapeUnsafe).join(', ')}`,
  'line-too-long': () => 'the line is longer than the console takes',
  'file-not-opened': ({ path }) =>
    `${quote(path)} could not be opened: it is missing, may not be read, or is no regular file`,
  'file-too-large': ({ path, maximum }) =>
    `${quote(path)} has more than ${countNoun(maximum, 'byte')}`,
  'file-not-emptied': ({ path }) =>
    `${quote(path)} could not be made or emptied: its folder is missing, it may not be ` +
    'written, or it is a link, a private key or a file of the cluster',
  'file-not-written': ({ path }) => `${quote(path)} could not be written to its end`,
  'no-token-file': ({ path }) => `${quote(path)} holds no tokens: 1 to 32 records of 80 bytes`,
  'approval-file-not-read': ({ path, printed }) =>
    `the approval file ${quote(path)} was not read to its end: ${escapeUnsafe(printed)}`,
  'key-not-opened': ({ path, printed }) => `${quote(path)}: ${escapeUnsafe(printed)}`,
  'sdk5-file-not-read': ({ path, printed }) => `${quote(path)}: ${escapeUnsafe(printed)}`,
  'token-not-signed': ({ path }) => `nothing in ${quote(path)} is signed that has to be`,
  'certificate-not-opened': ({ path }) => `${quote(path)} holds no X.509 certificate`,
  'no-credentials': () =>
    'a single command that needs a log-in takes it from CLOUDHSM_ROLE and CLOUDHSM_PIN, and they are not set',
  'credentials-malformed': ({ variable }) =>
    variable === 'role'
      ? 'CLOUDHSM_ROLE is neither admin nor crypto-user'
      : 'CLOUDHSM_PIN is not a user name and a password with a colon between',
  'unknown-cluster': ({ id, known }) =>
    `${quote(id)} is not the id of this cluster, which is ${escapeUnsafe(known)}`,
  'one-cluster': () => 'it is for several clusters, and the emulator has one',
  'value-malformed': ({ option }) => `the value of --${escapeUnsafe(option)} is none that it takes`,
  'filter-of-service': ({ isNeeded }) =>
    isNeeded
      ? 'a token of service key-usage or key-management is for one key, and --filter, which selects it, is missing'
      : 'only tokens of services key-usage and key-management are for a key: the others take no --filter',
  'tool-not-offered': ({ what }) =>
    `${escapeUnsafe(what)} is among what this emulator does not offer; docs/emulator.md lists all of it`,
  'no-key-matches': ({ option }) =>
    `of the keys that the user owns or shares, and of the public ones, --${escapeUnsafe(option)} matches none; ` +
    'key list shows them',
  'keys-match': ({ option, keys }) =>
    `--${escapeUnsafe(option)} matches ${countNoun(keys, 'key')}, and one is wanted: key-reference=… selects one`,
  'key-on-few-hsms': ({ handle, hsms, least }) =>
    `key ${formatKeyHandle(handle)} is on ${countNoun(hsms, 'HSM')} that can be asked, and cloudhsm-cli uses keys that are on ${least} ` +
    'at least; configure-cli --disable-key-availability-check lets it use those of one',
  'key-quorum-values': () =>
    'this edition of cloudhsm-cli takes both quorum values of a key, each above 1, or neither: as measured with ' +
    '5.18; clusters made with --key-quorum from-0 take what the guide says',
  'private-key-given': ({ path }) =>
    `${quote(path)} holds a private key: key import pem takes public keys alone`,
  'key-of-other-type': ({ path, found }) =>
    `${quote(path)} holds a key of type ${escapeUnsafe(found)}, and --key-type-class says another`,
  'key-not-public': ({ handle }) =>
    `key ${formatKeyHandle(handle)} is not a public key, and --encoding pem writes public keys alone`,
  'passwords-differ': () => 'the new password was typed in two ways',
  'not-confirmed': () => 'the question whether to go on was answered with no, or not at all',
  'two-factor': () =>
    'the word 2FA is for clusters that are configured for dual-factor authentication, and this one is not',
  'authdata-not-read': ({ path, printed }) => `${quote(path)}: ${escapeUnsafe(printed)}`,
  'authdata-unsigned': ({ path, server, name }) =>
    `${quote(path)} has no signature, in base64, over what server ${server}(${escapeUnsafe(name)}) wants signed`,
  'authdata-of-another': ({ path, server, name }) =>
    `${quote(path)} has nothing of what server ${server}(${escapeUnsafe(name)}) wants signed: it is of another ` +
    'command, and each wants something new',
  'authdata-without-key': ({ path }) =>
    `${quote(path)} has no PublicKey, the public key that becomes the second factor`,
  'key-attribute': ({ attribute, problem }) =>
    attribute === null
      ? 'what was typed is no attribute of keys; listAttributes shows them'
      : `${escapeUnsafe(attribute)} ${problem === 'value' ? 'has no such value: it is 0 or 1' : 'is none that is set in this console'}`,
  'no-such-server': () => 'the cluster has no server with the number that was typed',
  'server-mode-only': () => 'it is for server mode only, which begins with server <n>',
  'not-in-server-mode': () => 'the console was not in server mode',
  'not-connected': ({ server, name }) =>
    `server ${server}(${escapeUnsafe(name)}) did not answer when the console started`,
  'no-way-in': ({ type }) =>
    `HSMs of type ${escapeUnsafe(type)} have no way in for cloudhsm_mgmt_util; cloudhsm-cli reaches them`,
};

/** All codes of the reasons for which a console sends nothing. */
export const UNSENT_CODES: readonly UnsentCode[] = Object.keys(REASONS) as UnsentCode[];

/**
 * Why a command came to no HSM, in a clause without a full stop; safe to show.
 *
 * @example
 * describeUnsent({ code: 'wrong-words', syntax: 'server <n>' }); // 'it is written server <n>'
 */
export function describeUnsent(reason: UnsentReason): string {
  // The compiler does not see that the words found under a code are those for its values.
  const words = REASONS[reason.code] as (values: UnsentReason) => string;
  return words(reason);
}

function quote(text: string): string {
  return escapeUnsafe(JSON.stringify(text));
}
