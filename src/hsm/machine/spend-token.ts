import { SERVICE } from '../../token/service.ts';
import type { AuditNote } from '../audit-record.ts';
import { CLIENT_RULES, type ClientName } from '../clients.ts';
import type { GuardedService } from '../guarded-services.ts';
import type { QuorumService } from '../m-values.ts';
import type { OperationApproval } from '../protocol.ts';
import { addApprovals } from './approve.ts';
import type { Context, LoggedIn } from './context.ts';
import { type CountedApproval, countApprovals, describeForAudit, readRecord } from './quorum.ts';
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
  readonly service: GuardedService;
  readonly required: number;
  /** The key that asks for them; a service of keys has one. */
  readonly key?: number | undefined;
  /** The service whose own M value asks for so many, where that is another than the token's. */
  readonly changed?: QuorumService;
}

/**
 * Lets one operation of an officer through, if it needs no quorum or its officer has a token with enough approvals,
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
  const counted = countApprovals(state, context.environment.objects, token);
  requireApprovals(token, counted, needed);
  return {
    state: { ...state, tokens: state.tokens.filter((candidate) => candidate !== token) },
    note: { tokens: [describeForAudit(token, counted)] },
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
  { service, required, key }: NeededQuorum,
): FoundToken {
  const { state, environment } = context;
  const token = findTokenOf(state, user.id, { service, key }, environment.client);
  if (token === undefined) {
    const missing = { user: user.name, service, required };
    throw new Refused(
      'RET_MXN_AUTH_FAILED',
      key === undefined
        ? { code: 'token-missing', ...missing }
        : { code: 'key-token-missing', ...missing, handle: key },
    );
  }
  requireUsable(context, token, session);
  return { state, token };
}

/** The token that is approved in this very transaction. @throws Refused */
function approveNow(
  context: Context,
  user: LoggedIn,
  { service, required, key = 0 }: NeededQuorum,
  approval: OperationApproval | undefined,
): FoundToken {
  if (approval === undefined) {
    const missing = { service, required };
    throw new Refused(
      'RET_MXN_AUTH_FAILED',
      key === 0
        ? { code: 'approval-missing', ...missing }
        : { code: 'key-approval-missing', ...missing, handle: key },
    );
  }
  if (approval.approvals.length === 0) {
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'approvals-none', required });
  }
  const approved = addApprovals(context, user, approval.multiToken, approval.approvals);
  const record = readRecord(approved.token);
  const { id: token, service: found, keyHandle } = record;
  if (found !== SERVICE[service]) {
    throw new Refused('RET_MXN_AUTH_FAILED', {
      code: 'token-of-other-service',
      token,
      found,
      service,
    });
  }
  if (keyHandle === key) return approved;
  throw new Refused('RET_MXN_AUTH_FAILED', {
    code: 'token-of-other-key',
    token,
    found: keyHandle,
    handle: key,
  });
}

function requireApprovals(
  token: Token,
  counted: readonly CountedApproval[],
  { service, required, changed }: NeededQuorum,
): void {
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

/**
 * The one token of that user and service; of a service of keys that for this key, as this client has it: others
 * may have several.
 */
export function findTokenOf(
  state: HsmState,
  user: number,
  { service, key }: Pick<NeededQuorum, 'service' | 'key'>,
  client: ClientName,
): Token | undefined {
  return state.tokens.find((token) => {
    if (token.user !== user || (key !== undefined && token.client !== client)) return false;
    const record = readRecord(token);
    return record.service === SERVICE[service] && record.keyHandle === (key ?? 0);
  });
}
