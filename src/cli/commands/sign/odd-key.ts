import { createPublicKey } from 'node:crypto';
import { QUORUM_KEY_BITS } from '../../../signer/quorum-key.ts';
import type { Signer } from '../../../signer/signer.ts';
import type { Context } from '../../context.ts';
import { showWarning } from '../../output/show-failure.ts';
import type { Message } from './message.ts';

/** Warns where a token is signed with a key that no HSM has registered. */
export async function warnOfOddKey(
  signer: Signer,
  { records }: Message,
  context: Context,
): Promise<void> {
  if (records.length === 0) return;
  const der = Buffer.from(signer.publicKey);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits === QUORUM_KEY_BITS) return;
  await showWarning(
    `the key has ${bits} bits; HSMs take signatures of keys with ${QUORUM_KEY_BITS} bits only`,
    context,
  );
}
