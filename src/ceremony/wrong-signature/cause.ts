/**
 * What can be wrong with a signature: stable codes and their words. A message ends a sentence that
 * begins with the officer's signature: "wrong: it is hexadecimal text, expected 256 binary bytes".
 */
import { escapeUnsafe } from '../../printable.ts';

/** One thing that is wrong. A signature may have several. */
export interface WrongCause {
  readonly code: WrongCauseCode;
  /** Lower case, no full stop. */
  readonly message: string;
}

/** What the message of each code speaks of. */
interface CauseValues {
  empty: [];
  'no-signature': [what: string];
  length: [bytes: number];
  trailing: [bytes: number];
  'hex-text': [];
  'base64-text': [];
  'utf16-text': [];
  'der-wrapped': [type: string];
  cms: [];
  'crlf-signature': [];
  reversed: [];
  'another-officer': [made: string, claimed: string];
  'key-size': [bits: number];
  'unknown-key': [];
  pss: [];
  'no-padding': [];
  'no-digest-info': [];
  'not-hashed': [];
  'another-hash': [hash: string];
  'hashed-twice': [];
  'digest-text': [];
  'token-text': [how: string];
  'crlf-token': [];
  'lf-token': [];
  'utf8-token': [];
  newline: [];
  'one-record': [at: number, count: number];
  'record-order': [];
  'another-token': [path: string];
  'another-file': [path: string];
  'nothing-signed': [];
  'unknown-message': [hash: string, digest: string];
}

export type WrongCauseCode = keyof CauseValues;

const CAUSES: { readonly [Code in WrongCauseCode]: (...values: CauseValues[Code]) => string } = {
  // What the file is.
  empty: () => 'its file is empty',
  'no-signature': (what) => `its file is ${what}, no signature`,
  length: (bytes) =>
    `its file has ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}, expected 256: it ` +
    (bytes < 256 ? 'was cut short, or is no signature' : 'is no signature'),
  trailing: (bytes) =>
    `${bytes} more ${bytes === 1 ? 'byte follows' : 'bytes follow'} the signature in its file`,
  'hex-text': () => 'it is hexadecimal text, expected 256 binary bytes',
  'base64-text': () => 'it is base64 text, expected 256 binary bytes',
  'utf16-text': () => 'its file is UTF-16 text, as a shell of Windows writes it',
  'der-wrapped': (type) => `it is wrapped in a DER ${type}, expected 256 bare bytes`,
  cms: () => 'it is a CMS (PKCS #7, S/MIME) message, expected a bare signature',
  'crlf-signature': () =>
    'its line feeds became CR LF: the signature file went through a text-mode transfer',
  reversed: () => 'its bytes are in the reverse order (little-endian)',

  // Whose it is.
  'another-officer': (made, claimed) => `it was made with ${made}'s key, not with ${claimed}'s`,
  'key-size': (bits) =>
    `it was made with a key of ${bits} bits, and an HSM takes keys of 2048 bits only`,
  'unknown-key': () =>
    'no key of the roster made it: the key was another one, or the file was damaged',

  // How it was made.
  pss: () => 'its padding is RSA-PSS, expected PKCS #1 v1.5',
  'no-padding': () => 'it was made without padding (raw RSA), expected PKCS #1 v1.5',
  'no-digest-info': () =>
    'the bare digest was signed, without the name of the hash before it (DigestInfo)',
  'not-hashed': () => 'what was signed was not hashed, expected its SHA-256',
  'another-hash': (hash) => `it was made with ${hash}, expected SHA-256`,

  // What it was made over.
  'hashed-twice': () =>
    "it was made over the token's SHA-256 digest (32 bytes), so the token was hashed twice",
  'digest-text': () =>
    "it was made over the token's SHA-256 digest written as text, not over the token",
  'token-text': (how) => `it was made over the token written as ${how} text`,
  'crlf-token': () =>
    'it was made over a damaged copy of the token: each LF became CR LF, as in a text-mode transfer',
  'lf-token': () =>
    'it was made over a damaged copy of the token: each CR LF became LF, as in a text-mode transfer',
  'utf8-token': () =>
    'it was made over a damaged copy of the token: it was read as text and written as UTF-8',
  newline: () => 'it was made over the token with a line end after it',
  'one-record': (at, count) =>
    `it was made over record ${at} of the token alone, expected all ${count}`,
  'record-order': () => "it was made over the token's records in another order",
  'another-token': (path) => `it was made over another token: ${escapeUnsafe(path)}`,
  'another-file': (path) =>
    `it was made over ${escapeUnsafe(path)}, which is no token file, not over the token`,
  'nothing-signed': () => 'it was made over no bytes at all: the file that was signed was empty',
  'unknown-message': (hash, digest) =>
    `it was made over something else than this token: ${hash} of what was signed is ${digest}`,
};

/** Makes a cause, with what its message speaks of. */
export function makeCause<Code extends WrongCauseCode>(
  code: Code,
  ...values: CauseValues[Code]
): WrongCause {
  return { code, message: CAUSES[code](...values) };
}

/** All codes, for the documentation and the test that meets each of them. */
export const WRONG_CAUSE_CODES: readonly WrongCauseCode[] = Object.keys(CAUSES) as WrongCauseCode[];
