/** What an officer may have signed of the files near a token. */
import { areUint8ArraysEqual } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { listSignable, type Signable } from '../../token/signable.ts';
import type { WrongCause } from './cause.ts';
import { listDigestForms } from './digest-forms.ts';
import type { SignedMessage } from './signed-message.ts';

/** A file near the token: it may be what was signed. */
export interface NearbyFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * What may have been signed of a file near the token: what it has to be signed, the digests of that, and the
 * file as a whole.
 *
 * @param digest of what should have been signed, which is left out
 */
export function* listNearbyMessages(
  { path, bytes }: NearbyFile,
  digest: Uint8Array,
  crypto: CryptoProvider,
): Generator<SignedMessage> {
  const signable = listSignable(bytes, crypto);
  const others = signable.filter((one) => !areUint8ArraysEqual(one.digest, digest));
  for (const one of others) {
    const causes = [describe(one, path)];
    yield { ...(one.data === undefined ? { digest: one.digest } : { bytes: one.data }), causes };
    yield* listDigestForms(one.digest, [path], causes);
  }
  const isSame = others.length < signable.length;
  // What is signed of it is the file itself.
  if (signable.some(({ data }) => data !== undefined && areUint8ArraysEqual(data, bytes))) return;
  const whole: WrongCause = { code: 'json-file', path };
  const [other] = others;
  if (isSame) yield { bytes, causes: [whole] };
  else if (other !== undefined && other.place === undefined) {
    yield { bytes, causes: [describe(other, path), whole] };
  } else yield { bytes, causes: [{ code: 'another-file', path }] };
}

function describe({ place }: Signable, path: string): WrongCause {
  return place === undefined
    ? { code: 'another-token', path }
    : { code: 'another-entry', path, entry: place };
}
