import { signDigest } from '../../../../signer/sign-digest.ts';
import { signMessage } from '../../../../signer/sign-message.ts';
import { signRegistration } from '../../../../signer/sign-registration.ts';
import type { OpenedSigner } from '../../../../signer/signer.ts';
import type { Prepared } from './prepare.ts';

/**
 * Makes the signatures that a file wants: of the data where they are there, so that it is they which are signed
 * whatever digest stands beside them; of the digest where there is nothing else.
 *
 * @returns one for each of `toSign`, in their order
 */
export async function signPrepared(
  { document: { kind }, toSign }: Pick<Prepared, 'document' | 'toSign'>,
  signer: OpenedSigner,
): Promise<readonly Uint8Array[]> {
  const signatures: Uint8Array[] = [];
  for (const { digest, data } of toSign) {
    signatures.push(
      data === undefined
        ? await signDigest(digest, signer)
        : kind === 'registration'
          ? await signRegistration(data, signer)
          : await signMessage(data, signer),
    );
  }
  return signatures;
}
