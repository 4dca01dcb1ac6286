/** Failures of keys on PKCS#11 tokens. A PIN is in none of their values. */
import type { KindsOf } from './kind.ts';

export interface Pkcs11Failures {
  /** What is no URI of a key (RFC 7512), or asks for what nothing here can honour. */
  'pkcs11-uri': Pkcs11UriProblem;
  /** The URI names no module. */
  'pkcs11-no-module': object;
  /** The package that calls modules cannot be loaded. */
  'pkcs11-no-binding': { readonly inExecutable: boolean };
  'pkcs11-module-unloadable': { readonly path: string };
  /** No token fits the URI; `tokens` are the labels of those that there are. */
  'pkcs11-no-token': { readonly tokens: readonly string[] };
  /** More than one token fits the URI; `tokens` are their labels. */
  'pkcs11-several-tokens': { readonly tokens: readonly string[] };
  /** No private RSA key for signing fits the URI. */
  'pkcs11-no-key': object;
  'pkcs11-several-keys': { readonly keys: number };
  'pkcs11-no-public-key': object;
  /** The token wants a PIN, and nobody is there to give it; `token` is its label. */
  'pkcs11-no-pin': { readonly token: string };
  /**
   * The file of the PIN cannot be read; `system` is the error's name, as `ENOENT`. Its path is kept back
   * where it may be the PIN.
   */
  'pkcs11-pin-unreadable': { readonly path: string | undefined; readonly system: string };
  'pkcs11-wrong-pin': object;
  'pkcs11-pin-locked': object;
  /** `returned` is the name of the return value: `CKR_…`. */
  'pkcs11-refuses': { readonly returned: string };
  /** What the token made is no signature by its own public key. */
  'pkcs11-signature-wrong': object;
}

export type Pkcs11UriProblem =
  | { readonly problem: 'scheme' | 'question-marks' | 'slot-id' | 'pin-program' }
  | { readonly problem: 'type'; readonly type: string }
  /** An unknown attribute; its name is kept back where it may be a piece of the PIN. */
  | {
      readonly problem: 'attribute';
      readonly name: string | undefined;
      readonly known: readonly string[];
    }
  | { readonly problem: 'no-value' | 'twice' | 'percent'; readonly name: string };

export const pkcs11FailureKinds = (): KindsOf<Pkcs11Failures> => ({
  'pkcs11-uri': 'usage',
  'pkcs11-no-module': 'usage',
  'pkcs11-no-binding': 'key',
  'pkcs11-module-unloadable': 'key',
  'pkcs11-no-token': 'key',
  'pkcs11-several-tokens': 'key',
  'pkcs11-no-key': 'key',
  'pkcs11-several-keys': 'key',
  'pkcs11-no-public-key': 'key',
  'pkcs11-no-pin': 'key',
  'pkcs11-pin-unreadable': 'key',
  'pkcs11-wrong-pin': 'key',
  'pkcs11-pin-locked': 'key',
  'pkcs11-refuses': 'key',
  'pkcs11-signature-wrong': 'key',
});
