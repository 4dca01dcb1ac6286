import { RECORD_BYTES } from '../../../token/record.ts';
import { addApprovals } from '../approve.ts';
import type { Context, Outcome, RequestOf } from '../context.ts';
import { describeForAudit } from '../quorum.ts';
import { requireTokenHolder } from '../token-holder.ts';

/**
 * approveToken: all the approvals of the file or none. Valid ones add to those that the token holds
 * already, so that approvers can come one after the other. No approvals at all change nothing and
 * succeed, as the real reader's code has it.
 */
export function approveToken(
  context: Context,
  request: RequestOf<'approveToken'>,
): Outcome<'approveToken'> {
  const owner = requireTokenHolder(context.state, request.session);
  const { approvals } = request;
  if (approvals.length === 0) return { state: context.state, reply: { ok: true } };
  const signed = chooseSigned(request.multiToken, request.singleToken);
  const { state, token, brought } = addApprovals(context, owner, signed, approvals);
  return { state, reply: { ok: true }, note: { tokens: [describeForAudit(token, brought)] } };
}

/** The single token takes the place of a multi token file of one record, and of no other. */
function chooseSigned(multi: Uint8Array, single: Uint8Array | undefined): Uint8Array {
  return multi.length === RECORD_BYTES && single !== undefined && single.length > 0
    ? single.subarray(0, RECORD_BYTES)
    : multi;
}
