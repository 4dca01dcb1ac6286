import { SERVICE } from '../../token/service.ts';
import type { AuditNote } from '../audit-record.ts';
import { CLIENT_RULES } from '../clients.ts';
import type { QuorumService } from '../m-values.ts';
import type { OperationApproval } from '../protocol.ts';
import { addApprovals } from './approve.ts';
import type { Context, LoggedIn } from './context.ts';
import { countApprovals, describeForAudit, readRecord } from './quorum.ts';
import { Refused } from './refused.ts';
import { requireUsable } from './require-usable.ts';
import type { HsmState, Token } from './state.ts';

/** A state from which the token of one operation is gone already. */
export interface QuorumPassed {
  readonly state: HsmState;
  /** Tells the audit log of the token that was spent; of none while the quorum is off. */
  readonly note: Pick<AuditNote, 'tokens'>;
}

/** What an operation needs a token for, and how many approvals it is to have. */
export interface NeededQuorum {
  readonly service: QuorumService;
  readonly required: number;
  /** The service whose own M value asks for so many, where that is another than the token's. */
  readonly changed?: QuorumService;
}

/**
 * Lets one operation through, if it needs no quorum or its officer has a token with enough approvals,
 * which is gone in the state that is returned. Call it as the last check before the change: the token
 * must not be lost to an operation that is refused for another reason.
 *
 * @param approval what came with the operation; of no interest while the quorum is off
 * @throws Refused with RET_MXN_AUTH_FAILED
 */
export function passQuorum(
  context: Context,
  officer: LoggedIn,
  service: QuorumService,
  approval?: OperationApproval,
): QuorumPassed {
  const { state } = context;
  const required = state.mValues[service];
  if (required <= 1) return { state, note: {} };
  return spendToken(context, officer, { service, required }, approval);
}

/** As {@link passQuorum}, where a token is needed whatever the M value. */
export function spendToken(
  context: Context,
  officer: LoggedIn,
  needed: NeededQuorum,
  approval?: OperationApproval,
): QuorumPassed {
  const { state, token } = CLIENT_RULES[context.environment.client].approvesInOperation
    ? approveNow(context, officer, needed, approval)
    : findApproved(context, officer, needed);
  requireApprovals(state, token, needed);
  return {
    state: { ...state, tokens: state.tokens.filter((candidate) => candidate !== token) },
    note: { tokens: [describeForAudit(token, countApprovals(state, token))] },
  };
}

interface FoundToken {
  readonly state: HsmState;
  readonly token: Token;
}

/** The token that was approved before. @throws Refused */
function findApproved(
  context: Context,
  { user, session }: LoggedIn,
  { service, required }: NeededQuorum,
): FoundToken {
  const { state } = context;
  const token = findTokenOf(state, user.id, service);
  if (token === undefined) {
    throw new Refused('RET_MXN_AUTH_FAILED', {
      code: 'token-missing',
      user: user.name,
      service,
      required,
    });
  }
  requireUsable(context, token, session);
  return { state, token };
}

/** The token that is approved in this very transaction. @throws Refused */
function approveNow(
  context: Context,
  officer: LoggedIn,
  { service, required }: NeededQuorum,
  approval: OperationApproval | undefined,
): FoundToken {
  if (approval === undefined) {
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'approval-missing', service, required });
  }
  if (approval.approvals.length === 0) {
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'approvals-none', required });
  }
  const approved = addApprovals(context, officer, approval.multiToken, approval.approvals);
  const record = readRecord(approved.token);
  if (record.service === SERVICE[service]) return approved;
  throw new Refused('RET_MXN_AUTH_FAILED', {
    code: 'token-of-other-service',
    token: record.id,
    found: record.service,
    service,
  });
}

function requireApprovals(
  state: HsmState,
  token: Token,
  { service, required, changed }: NeededQuorum,
): void {
  const counted = countApprovals(state, token);
  if (counted.length >= required) return;
  const held = {
    token: readRecord(token).id,
    service,
    required,
    approvers: counted.map((approval) => approval.user.name),
    lapsed: token.approvals.length - counted.length,
  };
  throw new Refused(
    'RET_MXN_AUTH_FAILED',
    changed === undefined
      ? { code: 'approvals-too-few', ...held }
      : { code: 'm-approvals-too-few', ...held, changed },
  );
}

/** The one token of that user and service. */
export function findTokenOf(
  state: HsmState,
  user: number,
  service: QuorumService,
): Token | undefined {
  return state.tokens.find(
    (token) => token.user === user && readRecord(token).service === SERVICE[service],
  );
}
