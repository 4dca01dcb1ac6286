import type { CryptoProvider } from '../../crypto-provider.ts';
import { DEVICE_LIMITS } from '../../parser/device.ts';
import { showText } from '../../parser/text.ts';
import type { ApprovalSet } from '../approval-set.ts';
import { isSignatureBy } from '../officer-key.ts';
import type { GivenApproval } from './verdict.ts';

/**
 * The approvals of a file, as a policy looks at them: those that the HSM's tool reads, and that it does not refuse
 * for another reason than their signature.
 *
 * @example
 * listGivenApprovals(set, nodeCrypto).map(({ account }) => account); // ['officer1', 'officer2']
 */
export function listGivenApprovals(
  { token, approvals }: ApprovalSet,
  crypto: CryptoProvider,
): readonly GivenApproval[] {
  return approvals
    .filter(({ unfit }) => unfit === undefined)
    .map(({ name, signature }) => ({
      account: showText(name),
      isUnsigned: signature === undefined,
      isBy({ key }) {
        if (token === undefined || signature === undefined) return false;
        if (signature.malformed !== undefined) return false;
        const start = signature.start.subarray(0, DEVICE_LIMITS.signature);
        return isSignatureBy(key, token.signedBytes, start, crypto);
      },
    }));
}
