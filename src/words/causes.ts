/**
 * What people read of the causes for which a signature is wrong. Each ends a sentence that begins with
 * the officer's signature: "wrong: it is hexadecimal text, expected 256 binary bytes".
 */

import type { FoundInstead, WrongCause, WrongCauseCode } from '../ceremony/wrong-signature.ts';
import type { HashName } from '../crypto-provider.ts';
import { escapeUnsafe } from '../printable.ts';
import { countNoun } from './count-noun.ts';
import { describeKeyProblem } from './quorum-key.ts';

type CauseOf<Code extends WrongCauseCode> = Extract<WrongCause, { readonly code: Code }>;

const CAUSES: { readonly [Code in WrongCauseCode]: (cause: CauseOf<Code>) => string } = {
  // What the file is.
  empty: () => 'it is empty, expected 256 bytes',
  'no-signature': (cause) => `it is ${describeFound(cause)}, no signature`,
  length: ({ bytes }) =>
    `it has ${countNoun(bytes, 'byte')}, expected 256: it ` +
    (bytes < 256 ? 'was cut short, or is no signature' : 'is no signature'),
  trailing: ({ bytes }) =>
    `${countNoun(bytes, 'more byte follows', 'more bytes follow')} the signature`,
  'hex-text': () => 'it is hexadecimal text, expected 256 binary bytes',
  'base64-text': () => 'it is base64 text, expected 256 binary bytes',
  'base64-blanks': () => 'its base64 has blanks or line ends in it, expected one line',
  'base64-url': () => 'its base64 is of the URL alphabet or has no padding, expected the usual one',
  'not-base64': () => 'it is no base64',
  'utf16-text': () => 'it is UTF-16 text, as a shell of Windows writes it',
  'der-wrapped': ({ type }) =>
    `it is wrapped in a DER ${type.replace('-', ' ').toUpperCase()}, expected 256 bare bytes`,
  cms: () => 'it is a CMS (PKCS #7, S/MIME) message, expected a bare signature',
  'crlf-signature': () => 'its line feeds became CR LF: it went through a text-mode transfer',
  reversed: () => 'its bytes are in the reverse order (little-endian)',

  'misplaced-signature': ({ path, belongs }) =>
    `it stands in ${escapeUnsafe(path)}, where no tool looks for it; it belongs in ${belongs}`,

  // Whose it is.
  'another-officer': ({ made, claimed }) =>
    `it was made with ${escapeUnsafe(made)}'s key, not with ${escapeUnsafe(claimed)}'s`,
  'key-size': ({ bits }) =>
    `it was made with a key of ${countNoun(bits, 'bit')}, and an HSM takes keys of 2048 bits only`,
  'key-flaw': ({ problem }) => `the officer's key proves nothing: ${describeKeyProblem(problem)}`,
  'unknown-key': () =>
    'no key of the roster made it: the key was another one, or the signature was damaged',

  // How it was made.
  pss: () => 'its padding is RSA-PSS, expected PKCS #1 v1.5',
  'no-padding': () => 'it was made without padding (raw RSA), expected PKCS #1 v1.5',
  'no-digest-info': () =>
    'the bare digest was signed, without the name of the hash before it (DigestInfo)',
  'not-hashed': () => 'what was signed was not hashed, expected its SHA-256',
  'another-hash': ({ hash }) => `it was made with ${HASHES[hash]}, expected SHA-256`,

  // What it was made over.
  'hashed-twice': () =>
    "it was made over the token's SHA-256 digest (32 bytes), so the token was hashed twice",
  'digest-text': () =>
    "it was made over the token's SHA-256 digest written as text, not over the token",
  'token-text': ({ as }) =>
    `it was made over the token written as ${as === 'hex' ? 'hexadecimal' : as} text`,
  'crlf-token': () =>
    'it was made over a damaged copy of the token: each LF became CR LF, as in a text-mode transfer',
  'lf-token': () =>
    'it was made over a damaged copy of the token: each CR LF became LF, as in a text-mode transfer',
  'utf8-token': () =>
    'it was made over a damaged copy of the token: it was read as text and written as UTF-8',
  newline: () => 'it was made over the token with a line end after it',
  'one-record': ({ record, records }) =>
    `it was made over record ${record} of the token alone, expected all ${records}`,
  'record-order': () => "it was made over the token's records in another order",
  'another-token': ({ path }) => `it was made over another token: ${escapeUnsafe(path)}`,
  'another-file': ({ path }) =>
    `it was made over ${escapeUnsafe(path)}, which is no token file, not over the token`,
  'json-file': ({ path }) =>
    `it was made over the JSON file ${escapeUnsafe(path)} as a whole, not over what is to be signed in it`,
  'another-entry': ({ path, entry }) =>
    `it was made over another digest: ${entry} of ${escapeUnsafe(path)}`,
  'nothing-signed': () => 'it was made over no bytes at all: the file that was signed was empty',
  'unknown-message': ({ hash, digest }) =>
    `it was made over something else than this token: ${HASHES[hash]} of what was signed is ${digest}`,
};

const HASHES: Readonly<Record<HashName, string>> = {
  sha256: 'SHA-256',
  sha1: 'SHA-1',
  sha224: 'SHA-224',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
  'sha512-256': 'SHA-512/256',
  'sha3-256': 'SHA3-256',
  'sha3-384': 'SHA3-384',
  'sha3-512': 'SHA3-512',
  md5: 'MD5',
};

const FOUND: Readonly<Record<Exclude<FoundInstead['found'], 'pem'>, string>> = {
  token: 'the token itself',
  'token-digest': "the token's SHA-256 digest",
  'other-token': 'a quorum token',
  certificate: 'a certificate',
  'certificate-request': 'a certificate request',
  'public-key': 'a public key',
  'private-key': 'a private key',
  'encrypted-private-key': 'an encrypted private key',
  'approval-file': 'an approval file',
  json: 'JSON',
};

function describeFound(instead: FoundInstead): string {
  return instead.found === 'pem'
    ? `a PEM ${escapeUnsafe(instead.label.toLowerCase())}`
    : FOUND[instead.found];
}

/**
 * One cause in words: lower case, no full stop.
 *
 * @example
 * wrong.causes.map(describeCause).join('; ');
 */
export function describeCause(cause: WrongCause): string {
  // The compiler does not see that the words found under a code are those for its values.
  return (CAUSES[cause.code] as (cause: WrongCause) => string)(cause);
}

/** All codes of causes. */
export const WRONG_CAUSE_CODES: readonly WrongCauseCode[] = Object.keys(CAUSES) as WrongCauseCode[];
