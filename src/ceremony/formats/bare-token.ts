import type { CryptoProvider } from '../../crypto-provider.ts';
import { type ApprovalSet, readSignedToken } from '../approval-set.ts';

/**
 * A token that no approval file is there for.
 *
 * @returns a set without approvals
 */
export function readBareToken(
  path: string,
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): ApprovalSet {
  return {
    format: 'classic',
    token: readSignedToken(path, bytes, crypto),
    tokenError: undefined,
    approvals: [],
    unread: [],
    misplaced: [],
    names: { tokens: [path], signatures: [] },
    claimedApprovals: undefined,
    faults: [],
    readingsDiffer: false,
  };
}
