import { recogniseContent } from '../../content/recognise-content.ts';
import { Failure, type FailureValues } from '../../failure.ts';
import type { PemProblem, WorkKind } from '../../failure-codes/signer.ts';
import type { KeyShape } from '../encodings/key-shape.ts';

/** Why a piece of a key file gave no private key: a failure's code, and its values but for the name. */
export type Refusal =
  | {
      readonly why: 'key-work-too-large';
      readonly container: string;
      readonly work: WorkKind;
      readonly count: number;
      readonly limit: number;
    }
  | { readonly why: 'key-too-large'; readonly bits: number; readonly limit: number }
  | { readonly why: 'wrong-passphrase' }
  | {
      readonly why: 'key-encryption-unsupported';
      readonly container: string;
      readonly scheme: string;
    }
  | { readonly why: 'not-rsa'; readonly type: string }
  | {
      readonly why: 'key-not-for-openssl';
      readonly container: string;
      readonly because: 'encryption' | 'format';
    }
  | { readonly why: 'key-damaged' }
  | ({ readonly why: 'key-block-broken'; readonly label: string } & PemProblem)
  | { readonly why: 'no-private-key'; readonly found: 'public-key' | 'certificate' | 'other' };

/** The most telling first. */
const ORDER: readonly Refusal['why'][] = [
  'key-work-too-large',
  'key-too-large',
  'wrong-passphrase',
  'key-encryption-unsupported',
  'not-rsa',
  'key-not-for-openssl',
  'key-damaged',
  'key-block-broken',
  'no-private-key',
];

/** That something of a shape holds no private key. */
export function refuseShape(shape: KeyShape): Refusal {
  if (shape === 'spki' || shape === 'pkcs1-public') {
    return { why: 'no-private-key', found: 'public-key' };
  }
  return { why: 'no-private-key', found: shape === 'certificate' ? 'certificate' : 'other' };
}

/**
 * One failure for a whole file, of what was found out about its pieces.
 *
 * @param wanted whether a public key would do
 */
export function summariseRefusals(
  refusals: readonly Refusal[],
  file: Uint8Array,
  name: string | undefined,
  wanted: 'private' | 'any' = 'private',
): Failure {
  const [worst] = refusals.toSorted((a, b) => ORDER.indexOf(a.why) - ORDER.indexOf(b.why));
  if (worst === undefined) {
    return new Failure('no-key', { name, wanted, found: recogniseContent(file) });
  }
  const { why, ...values } = worst;
  // What stands beside a code in a refusal are the values of that code.
  return new Failure(why, { name, ...values } as FailureValues[typeof why]);
}
