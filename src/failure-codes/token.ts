/** Failures of token/. */
import type { KindsOf } from './kind.ts';

export interface TokenFailures {
  /** A number of a record does not fit its place. */
  'token-field': {
    readonly field: 'id' | 'service' | 'node' | 'keyHandle' | 'created';
    readonly value: number;
    readonly maximum: number;
  };
  /** A nonce has another length than 16 bytes. */
  'token-nonce': { readonly bytes: number };
  /** A record is to be written for what is no user name. */
  'token-user': { readonly user: string };
  /** A token file has no bytes at all. */
  'token-empty': object;
  /** A token file is no multiple of 80 bytes. */
  'token-size': { readonly bytes: number };
  /** A record, counted from 1, holds what no HSM writes. */
  'token-record': { readonly record: number; readonly problem: RecordProblem };
  /** A file that proves that an officer has a key, where a quorum token is wanted. */
  'sdk5-registration': object;
  /** A token file of SDK 5 that is none. */
  'sdk5-malformed': Sdk5Problem;
}

/** What no HSM writes into a record. */
export type RecordProblem = 'key-handle' | 'created' | 'user' | 'not-zero';

/** Why a file is no token file of SDK 5. */
export type Sdk5Problem =
  /** `detail` is of the reader of JSON */
  | { readonly problem: 'json'; readonly detail: string }
  /** the member at `path` is not what it should be; `detail` is of the validator */
  | { readonly problem: 'member'; readonly path: string; readonly detail: string }
  /** `token` is not the SHA-256 of `approval_data` */
  | { readonly problem: 'digest' }
  | { readonly problem: 'no-records' };

export const TOKEN_FAILURE_KINDS: KindsOf<TokenFailures> = {
  'token-field': 'usage',
  'token-nonce': 'usage',
  'token-user': 'usage',
  'token-empty': 'file',
  'token-size': 'file',
  'token-record': 'file',
  'sdk5-registration': 'file',
  'sdk5-malformed': 'file',
};
