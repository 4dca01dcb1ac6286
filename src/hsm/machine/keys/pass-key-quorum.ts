import type { KeyService } from '../../keys.ts';
import type { OperationApproval } from '../../operation-approval.ts';
import { approvalsOf } from '../asked-quorum.ts';
import type { Context, LoggedIn } from '../context.ts';
import { type QuorumPassed, spendToken } from '../spend-token.ts';
import type { KeyRecord } from './key-record.ts';

/**
 * Lets one use or change of a key through, if the key asks for no approvals or its user has a token for it with
 * enough of them, which is gone in the state that is returned. Whoever asks may be among those who approve.
 *
 * @param approval what came with the operation; of no interest where the key asks for none
 * @throws Refused with RET_MXN_AUTH_FAILED
 */
export function passKeyQuorum(
  context: Context,
  loggedIn: LoggedIn,
  { record, service }: { readonly record: KeyRecord; readonly service: KeyService },
  approval: OperationApproval | undefined,
): QuorumPassed {
  const required = approvalsOf(record, service);
  if (required === 0) return { state: context.state, note: {} };
  return spendToken(context, loggedIn, { service, required, key: record.handle }, approval);
}
