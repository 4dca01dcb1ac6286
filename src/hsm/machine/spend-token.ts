import type { AuditNote } from './audit.ts';
import type { LoggedIn } from './context.ts';
import {
  countApprovals,
  describeForAudit,
  findMValue,
  type QuorumService,
  readRecord,
  SERVICE_NAMES,
} from './quorum.ts';
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
  const required = findMValue(state, service);
  if (required <= 1) return { state, note: {} };
  return spendToken(state, officer, service, required);
}

/** As {@link passQuorum}, where a token is needed whatever the M value. */
export function spendToken(
  state: HsmState,
  officer: LoggedIn,
  service: QuorumService,
  required: number,
): QuorumPassed {
  const token = findTokenOf(state, officer.user.id, service);
  const what = `service ${service} (${SERVICE_NAMES[service]})`;
  if (token === undefined) {
    throw new Refused(
      'RET_MXN_AUTH_FAILED',
      `this needs ${required} approvals, and ${officer.user.name} has no token of ${what}; ` +
        `ask for one with getToken ${service} ${officer.user.name} FILE`,
    );
  }
  const counted = countApprovals(state, token);
  if (counted.length < required) {
    const held = token.approvals.length - counted.length;
    const names = counted.map((approval) => approval.user.name).join(', ') || 'nobody';
    throw new Refused(
      'RET_MXN_AUTH_FAILED',
      `token ${readRecord(token).id} of ${what} has ${counted.length} of ${required} approvals ` +
        `(${names})${held > 0 ? `; ${held} more count no longer, since their officer or key is gone` : ''}`,
    );
  }
  return {
    state: { ...state, tokens: state.tokens.filter((candidate) => candidate !== token) },
    note: { tokens: [describeForAudit(token, counted)] },
  };
}

/** The one token of that user and service. */
export function findTokenOf(state: HsmState, user: number, service: number): Token | undefined {
  return state.tokens.find((token) => token.user === user && readRecord(token).service === service);
}
