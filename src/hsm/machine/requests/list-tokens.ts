import { CLIENT_RULES } from '../../clients.ts';
import type { ListedToken } from '../../protocol.ts';
import { findAskedQuorum } from '../asked-quorum.ts';
import {
  type Context,
  type Outcome,
  type RequestOf,
  requireLogin,
  requireOfficer,
} from '../context.ts';
import { isCryptoUser } from '../keys/is-associated.ts';
import type { KeyObjects } from '../keys/key-objects.ts';
import { countApprovals, findValidity, readRecord } from '../quorum.ts';
import type { HsmState, Token } from '../state.ts';

/**
 * listTokens: every officer sees all of them, and everybody who asks through the newer client; a crypto user of the
 * classic one its own, which are of keys.
 */
export function listTokens(
  context: Context,
  request: RequestOf<'listTokens'>,
): Outcome<'listTokens'> {
  const { state, environment } = context;
  const tokens = listEveryToken(state, environment.objects, environment.now());
  if (CLIENT_RULES[environment.client].listsTokensToAll) {
    return { state, reply: { ok: true, tokens } };
  }
  const session = request.session ?? '';
  const { user } = requireLogin(state, session);
  if (!isCryptoUser(user)) requireOfficer(state, session);
  const seen = isCryptoUser(user) ? tokens.filter((token) => token.user === user.name) : tokens;
  return { state, reply: { ok: true, tokens: seen } };
}

/**
 * The tokens of an HSM as it lists them.
 *
 * @param objects null where nobody needs to know what keys ask for, and of whom
 * @param now milliseconds since 1970-01-01 UTC
 */
export function listEveryToken(
  state: HsmState,
  objects: KeyObjects | null,
  now: number,
): readonly ListedToken[] {
  return state.tokens.map((token) => listToken(state, objects, token, now));
}

function listToken(
  state: HsmState,
  objects: KeyObjects | null,
  token: Token,
  now: number,
): ListedToken {
  const record = readRecord(token);
  return {
    id: record.id,
    service: record.service,
    node: record.node,
    keyHandle: record.keyHandle,
    user: record.user,
    validity: findValidity(record, now, state.timeouts),
    required: findAskedQuorum(state, objects, record).required,
    approvers: countApprovals(state, objects, token).map((counted) => counted.user.name),
  };
}
