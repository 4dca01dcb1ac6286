import { SERVICE } from '../../token/service.ts';
import type { AuditNote } from '../audit-record.ts';
import type { QuorumService } from '../m-values.ts';
import type { LoggedIn } from './context.ts';
import { countApprovals, describeForAudit, readRecord } from './quorum.ts';
import { Refused } from './refused.ts';
import type { HsmState, Token } from './state.ts';

/** A state from which the token of one operation is gone already. */
export interface QuorumPassed {
  readonly state: HsmState;
  /** Tells the audit log of the token that was spent; of none while the quorum is off. */
  readonly note: Pick<AuditNote, 'tokens'>;
}

/**
 * Lets one operation through, if it needs no quorum or its officer has a token with enough approvals,
 * which is gone in the state that is returned. Call it as the last check before the change: the token
 * must not be lost to an operation that is refused for another reason.
 *
 * @throws Refused with RET_MXN_AUTH_FAILED
 */
export function passQuorum(
  state: HsmState,
  officer: LoggedIn,
  service: QuorumService,
): QuorumPassed {
  const required = state.mValues[service];
  if (required <= 1) return { state, note: {} };
  return spendToken(state, officer, service, required);
}

/**
 * As {@link passQuorum}, where a token is needed whatever the M value.
 *
 * @param changed the service whose own M value asks for so many approvals, where that is another than the
 *   token's
 */
export function spendToken(
  state: HsmState,
  officer: LoggedIn,
  service: QuorumService,
  required: number,
  changed?: QuorumService,
): QuorumPassed {
  const token = findTokenOf(state, officer.user.id, service);
  if (token === undefined) {
    const user = officer.user.name;
    throw new Refused('RET_MXN_AUTH_FAILED', { code: 'token-missing', user, service, required });
  }
  const counted = countApprovals(state, token);
  if (counted.length < required) {
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
  return {
    state: { ...state, tokens: state.tokens.filter((candidate) => candidate !== token) },
    note: { tokens: [describeForAudit(token, counted)] },
  };
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
