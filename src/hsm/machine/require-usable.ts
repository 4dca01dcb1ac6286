import { CLIENT_RULES } from '../clients.ts';
import type { Context } from './context.ts';
import { findValidity, readRecord } from './quorum.ts';
import { Refused } from './refused.ts';
import type { Session, Token } from './state.ts';

/**
 * Whether a token can be used at all, by this client and in this session.
 *
 * @throws Refused
 */
export function requireUsable(
  { state, environment }: Context,
  token: Token,
  session: Session,
): void {
  const rules = CLIENT_RULES[environment.client];
  const record = readRecord(token);
  // A session is of one client, so that its own tokens are of that client, too.
  const isOwn =
    token.session === session.id ||
    (token.client === environment.client && rules.tokenOutlivesSession !== false);
  if (!isOwn) {
    throw new Refused('RET_MXN_AUTH_FAILED', {
      code: 'token-of-other-session',
      token: record.id,
      client: token.client,
    });
  }
  if (rules.usesExpiredTokens) return;
  if (findValidity(record, environment.now(), state.timeouts) > 0) return;
  throw new Refused('RET_MXN_AUTH_FAILED', { code: 'token-expired', token: record.id });
}
