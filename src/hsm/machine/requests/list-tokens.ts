import { CLIENT_RULES } from '../../clients.ts';
import { findQuorumService } from '../../m-values.ts';
import type { ListedToken } from '../../protocol.ts';
import { type Context, type Outcome, type RequestOf, requireOfficer } from '../context.ts';
import { countApprovals, findValidity, readRecord } from '../quorum.ts';
import type { HsmState, Token } from '../state.ts';

/** listTokens: every officer sees all of them, and everybody who asks through the newer client. */
export function listTokens(
  context: Context,
  request: RequestOf<'listTokens'>,
): Outcome<'listTokens'> {
  const { state, environment } = context;
  if (!CLIENT_RULES[environment.client].listsTokensToAll) {
    requireOfficer(state, request.session ?? '');
  }
  return { state, reply: { ok: true, tokens: listEveryToken(state, environment.now()) } };
}

/** The tokens of an HSM as it lists them; `now` in milliseconds since 1970-01-01 UTC. */
export function listEveryToken(state: HsmState, now: number): readonly ListedToken[] {
  return state.tokens.map((token) => listToken(state, token, now));
}

function listToken(state: HsmState, token: Token, now: number): ListedToken {
  const record = readRecord(token);
  const service = findQuorumService(record.service);
  return {
    id: record.id,
    service: record.service,
    node: record.node,
    keyHandle: record.keyHandle,
    user: record.user,
    validity: findValidity(record, now, state.timeouts),
    required: service === undefined ? 1 : state.mValues[service],
    approvers: countApprovals(state, token).map((counted) => counted.user.name),
  };
}
