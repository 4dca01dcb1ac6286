/** Failures of signer/: keys, pass phrases, and the places where keys live. No value is a secret. */
import type { ContentKind } from './content-kind.ts';
import type { KindsOf } from './kind.ts';
import type { AgentFailures } from './signer-agent.ts';
import { agentFailureKinds } from './signer-agent.ts';
import type { Pkcs11Failures } from './signer-pkcs11.ts';
import { pkcs11FailureKinds } from './signer-pkcs11.ts';

/** `name` is what whoever opens a key calls it: its file. */
export interface NamedKey {
  readonly name: string | undefined;
}

export interface SignerFailures extends AgentFailures, Pkcs11Failures {
  /** There is no key in a file; where any will do, no public one either. */
  /** `found`: what the file is instead. */
  'no-key': NamedKey & { readonly wanted: 'private' | 'any'; readonly found: ContentKind };
  /** There is something else in a file than the private key that is needed. */
  'no-private-key': NamedKey & { readonly found: 'public-key' | 'certificate' | 'other' };
  'wrong-passphrase': NamedKey;
  /** A key is encrypted, and nobody is there to give its pass phrase. */
  'no-passphrase': NamedKey;
  /** `container` is a code of the table in signer/containers, `scheme` the encryption's name. */
  'key-encryption-unsupported': NamedKey & { readonly container: string; readonly scheme: string };
  /**
   * What has to be done to open a key takes too long: `count` of `work`, of which `limit` is done for one
   * file.
   */
  'key-work-too-large': NamedKey & {
    readonly container: string;
    readonly work: WorkKind;
    readonly count: number;
    readonly limit: number;
  };
  /** An RSA key of more bits than `limit`, with which each signature would take minutes. */
  'key-too-large': NamedKey & { readonly bits: number; readonly limit: number };
  /** Only what OpenSSL 3 opens was to be opened, and this is not: its encryption, or all of it. */
  'key-not-for-openssl': NamedKey & {
    readonly container: string;
    readonly because: 'encryption' | 'format';
  };
  /** `type` is by node:crypto's name, or by OpenSSH's; missing where that is not known. */
  'not-rsa': NamedKey & { readonly type: string | undefined };
  /** What should be a private key is none that node:crypto takes. */
  'key-damaged': NamedKey;
  /** A PEM block that cannot be read. */
  'key-block-broken': NamedKey & { readonly label: string } & PemProblem;
  /** The two halves of a key do not belong together. */
  'key-halves-differ': NamedKey;
  /** `detail` is of OpenSSL. */
  'cannot-sign': NamedKey & { readonly detail: string };

  /** What a signer answered is no signature over SHA-256 by its own public key. */
  'signature-wrong': {
    readonly signer: string | undefined;
    readonly bytes: number;
    readonly expected: number;
  };
  /** Its key's owner signs messages only, and a digest was to be signed. */
  'signer-no-digest': { readonly signer: string };
  /** What should be data of a registration has records of a quorum token in it. */
  'registration-token': { readonly records: number };
  /** What should be data of a registration is what is signed of an envelope (DSSE): of a request or a policy. */
  'registration-envelope': object;
  /** What a signer gives as its public key is none. */
  'signer-key-unreadable': { readonly signer: string | undefined };

  /** The name of a source is none of pass:, env:, file:, fd:, stdin; it may hold the pass phrase. */
  'passphrase-source-unknown': object;
  /** An environment variable is not set; its name may be empty. */
  'passphrase-variable-unset': { readonly variable: string };
  /** What should hold a pass phrase cannot be read; `system` is the error's name, as `ENOENT`. */
  'passphrase-unreadable': { readonly from: LineSource; readonly system: string };
  /** There is not a single line. */
  'passphrase-empty': { readonly from: LineSource };

  /** `source` is the name up to its colon; what follows may hold a PIN. */
  'key-source-unknown': { readonly source: string };
}

/** What is counted of a derivation: iterations, N × r × p, bytes, rounds. */
export type WorkKind = 'pbkdf2' | 'scrypt' | 'scrypt-memory' | 'pkcs12' | 'bcrypt';

/** Where a line is read from: a path, a descriptor, or standard input. */
export type LineSource =
  | { readonly file: string }
  | { readonly descriptor: number }
  | { readonly stdin: true };

/** Why a PEM block, or what is in it, cannot be read. */
export type PemProblem =
  | {
      readonly problem:
        | 'no-end'
        | 'blank-line'
        | 'line-lengths'
        | 'long-line'
        | 'not-base64'
        | 'no-body'
        /** the first header is not "Proc-Type: 4,ENCRYPTED" */
        | 'proc-type'
        /** the second header is not "DEK-Info: CIPHER,IV" */
        | 'dek-info'
        /** the initialisation vector is not whole */
        | 'dek-iv'
        | 'no-der';
    }
  /** the END line has another label than the BEGIN line */
  | { readonly problem: 'other-end'; readonly line: string };

export const signerFailureKinds = (): KindsOf<SignerFailures> => ({
  ...agentFailureKinds(),
  ...pkcs11FailureKinds(),
  'no-key': 'key',
  'no-private-key': 'key',
  'wrong-passphrase': 'key',
  'no-passphrase': 'key',
  'key-encryption-unsupported': 'key',
  'key-work-too-large': 'key',
  'key-too-large': 'key',
  'key-not-for-openssl': 'key',
  'not-rsa': 'key',
  'key-damaged': 'key',
  'key-block-broken': 'key',
  'key-halves-differ': 'key',
  'cannot-sign': 'key',
  'signature-wrong': 'key',
  'signer-no-digest': 'key',
  'registration-token': 'file',
  'registration-envelope': 'file',
  'signer-key-unreadable': 'key',
  'passphrase-source-unknown': 'usage',
  'passphrase-variable-unset': 'key',
  'passphrase-unreadable': 'key',
  'passphrase-empty': 'key',
  'key-source-unknown': 'usage',
});
