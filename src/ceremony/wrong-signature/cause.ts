/**
 * What can be wrong with a signature, as codes with values; `src/words/causes.ts` has the sentences.
 */
import type { HashName } from '../../crypto-provider.ts';
import type { RsaKeyFlaw } from '../../token/quorum-key.ts';

/** What each code speaks of. */
export interface CauseValues {
  // What the file is.
  empty: object;
  /** Something else is in the file. */
  'no-signature': FoundInstead;
  /** No signature is in the file, by its length. */
  length: { readonly bytes: number };
  /** So many bytes follow the signature. */
  trailing: { readonly bytes: number };
  'hex-text': object;
  'base64-text': object;
  /** The base64 has blanks or line ends in it. */
  'base64-blanks': object;
  /** The base64 is of the URL alphabet, or its padding is missing. */
  'base64-url': object;
  /** What should be base64 is nothing that can be read. */
  'not-base64': object;
  'utf16-text': object;
  'der-wrapped': { readonly type: 'octet-string' | 'bit-string' | 'sequence' };
  /** PKCS #7, S/MIME. */
  cms: object;
  /** Each LF of the signature became CR LF. */
  'crlf-signature': object;
  /** The bytes are in the reverse order. */
  reversed: object;

  /** It stands where nobody looks for one. */
  'misplaced-signature': { readonly path: string; readonly belongs: string };

  // Whose it is.
  'another-officer': { readonly made: string; readonly claimed: string };
  'key-size': { readonly bits: number };
  /** The officer's key is none that a signature proves anything under. */
  'key-flaw': { readonly problem: RsaKeyFlaw };
  /** No key of the roster made it. */
  'unknown-key': object;

  // How it was made.
  pss: object;
  'no-padding': object;
  /** The bare digest was signed, without the name of the hash before it. */
  'no-digest-info': object;
  'not-hashed': object;
  /** Another hash function than SHA-256. */
  'another-hash': { readonly hash: HashName };

  // What it was made over.
  'hashed-twice': object;
  /** The digest as text. */
  'digest-text': object;
  /** The token as text. */
  'token-text': { readonly as: 'base64' | 'hex' };
  /** A copy in which each LF is CR LF. */
  'crlf-token': object;
  /** A copy in which each CR LF is LF. */
  'lf-token': object;
  /** A copy that was read as text and written as UTF-8. */
  'utf8-token': object;
  /** The token with a line end after it. */
  newline: object;
  /** One of the token's records, counted from 1. */
  'one-record': { readonly record: number; readonly records: number };
  'record-order': object;
  'another-token': { readonly path: string };
  'another-file': { readonly path: string };
  /** A file as a whole, of which only what stands in it is to be signed. */
  'json-file': { readonly path: string };
  /** A digest of a registration or a log-in, as `tokens[0].unsigned`. */
  'another-entry': { readonly path: string; readonly entry: string };
  'nothing-signed': object;
  /** Something that is not to be found; of it the hash alone is known, in hex. */
  'unknown-message': { readonly hash: HashName; readonly digest: string };
}

/** What a file holds that should hold a signature. */
export type FoundInstead =
  | {
      readonly found:
        | 'token'
        | 'token-digest'
        | 'other-token'
        | 'certificate'
        | 'certificate-request'
        | 'public-key'
        | 'private-key'
        | 'encrypted-private-key'
        | 'approval-file'
        | 'json';
    }
  | { readonly found: 'pem'; readonly label: string };

export type WrongCauseCode = keyof CauseValues;

/** One thing that is wrong, told apart by its code. A signature may have several. */
export type WrongCause = {
  readonly [Code in WrongCauseCode]: { readonly code: Code } & CauseValues[Code];
}[WrongCauseCode];
