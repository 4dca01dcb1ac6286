/** Failures of token/. */
import type { KindsOf } from './kind.ts';
import type { RecordProblem } from './record-problem.ts';
import type { Sdk5Diagnostic } from './sdk5-diagnostic.ts';

export type { RecordProblem } from './record-problem.ts';

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
  /** A file of the newer command line of another kind than a quorum token. */
  'sdk5-kind': { readonly kind: 'registration' | 'mfa' | 'authdata' };
  /** A file of the newer command line that cannot be taken for what it should be. */
  'sdk5-malformed': { readonly diagnostic: Sdk5Diagnostic };
}

export const tokenFailureKinds = (): KindsOf<TokenFailures> => ({
  'token-field': 'usage',
  'token-nonce': 'usage',
  'token-user': 'usage',
  'token-empty': 'file',
  'token-size': 'file',
  'token-record': 'file',
  'sdk5-kind': 'file',
  'sdk5-malformed': 'file',
});
