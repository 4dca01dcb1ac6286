import { findQuorumKeyFaults, type QuorumKeyFault } from '../../../signer/quorum-key.ts';
import type { OpenedSigner } from '../../../signer/signer.ts';
import { countNoun } from '../../../words/count-noun.ts';
import { describeKeyProblem } from '../../../words/quorum-key.ts';
import type { Context } from '../../context.ts';
import { showWarning } from '../../output/show-failure.ts';
import type { Message } from './message.ts';

/** Warns where a token is signed with a key that no HSM has registered. */
export async function warnOfOddKey(
  signer: OpenedSigner,
  { records }: Pick<Message, 'records'>,
  context: Context,
): Promise<void> {
  if (records.length > 0) warnOfNoQuorumKey(signer, context);
}

/** Warns of a key that no HSM registers. */
export function warnOfNoQuorumKey(signer: OpenedSigner, context: Context): void {
  for (const fault of findQuorumKeyFaults(signer.publicKey)) {
    showWarning(describeOddKey(fault), context);
  }
}

function describeOddKey(fault: QuorumKeyFault): string {
  if (fault.code !== 'size') return `an HSM would refuse the key: ${describeKeyProblem(fault)}`;
  const { bits, expected } = fault;
  return `the key has ${countNoun(bits, 'bit')}; HSMs take signatures of keys with ${countNoun(expected, 'bit')} only`;
}
