import type { OpenedSigner } from '../../../signer/signer.ts';
import { QUORUM_KEY_BITS } from '../../../token/quorum-key.ts';
import type { Context } from '../../context.ts';
import { showWarning } from '../../output/show-failure.ts';
import type { Message } from './message.ts';

/** Warns where a token is signed with a key that no HSM has registered. */
export async function warnOfOddKey(
  signer: OpenedSigner,
  { records }: Message,
  context: Context,
): Promise<void> {
  if (records.length === 0) return;
  const bits = signer.publicKey.asymmetricKeyDetails?.modulusLength;
  if (bits === QUORUM_KEY_BITS) return;
  await showWarning(
    `the key has ${bits} bits; HSMs take signatures of keys with ${QUORUM_KEY_BITS} bits only`,
    context,
  );
}
