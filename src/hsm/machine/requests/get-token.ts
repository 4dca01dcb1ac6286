import { encodeTokens, NONCE_BYTES } from '../../../token/record.ts';
import { SERVICE } from '../../../token/service.ts';
import { canonicalUserName } from '../../../token/user-name.ts';
import { CLIENT_RULES } from '../../clients.ts';
import { findGuardedService, type GuardedService, isKeyService } from '../../guarded-services.ts';
import type { KeyService } from '../../keys.ts';
import type { TokenFields } from '../../protocol.ts';
import { approvalsOf } from '../asked-quorum.ts';
import {
  type Context,
  type LoggedIn,
  type Outcome,
  type RequestOf,
  requireOfficer,
} from '../context.ts';
import { requireCryptoUser, requireSeen } from '../keys/access.ts';
import { describeForAudit, findValidity, readRecord } from '../quorum.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import { LIMITS } from '../rules.ts';
import { findTokenOf } from '../spend-token.ts';
import type { HsmState, Token, User } from '../state.ts';
import { requireService } from './require-service.ts';

/**
 * getToken: for oneself only, and only for a service whose quorum is on. It replaces the token that
 * the user had of that service, approvals and all; the newer client's does so only where that has expired.
 */
export function getToken(context: Context, request: RequestOf<'getToken'>): Outcome<'getToken'> {
  const { state, environment } = context;
  const asked = requireAsked(context, request);
  const { service, key, loggedIn } = asked;
  const { session, user } = loggedIn;
  if (canonicalUserName(request.name) !== user.name) {
    throw new Refused('RET_PERMISSION_DENIED', {
      code: 'token-for-another',
      user: user.name,
      name: request.name,
    });
  }
  const now = environment.now();
  const replaced = findReplaced(context, user, asked, now);
  const kept = makeSpace(
    state,
    state.tokens.filter((token) => token !== replaced),
    now,
  );
  const id = findFreeId(kept, state.next.token);
  const number = SERVICE[service];
  const fields: TokenFields = {
    id,
    service: number,
    node: state.node,
    keyHandle: key ?? 0,
    user: user.name,
  };
  const created = Math.max(0, Math.floor(now / 1000));
  const record = encodeTokens([{ ...fields, created, nonce: environment.random(NONCE_BYTES) }]);
  const token: Token = {
    record: Buffer.from(record).toString('base64'),
    user: user.id,
    session: session.id,
    client: environment.client,
    digests: [],
    approvals: [],
  };
  return {
    state: { ...state, tokens: [...kept, token], next: { ...state.next, token: idAfter(id) } },
    reply: { ok: true, record, token: fields },
    note: { service: number, tokens: [describeForAudit(token, [])] },
  };
}

/**
 * The token that goes when another comes: the classic client's new one replaces it; another's is refused beside
 * one that is live, but for a key, for which several may wait at once.
 *
 * @throws Refused
 */
function findReplaced(
  { state, environment }: Context,
  user: User,
  needed: Pick<AskedToken, 'service' | 'key'>,
  now: number,
): Token | undefined {
  const { client } = environment;
  const { replacesToken } = CLIENT_RULES[client];
  if (needed.key !== undefined && !replacesToken) return undefined;
  const token = findTokenOf(state, user.id, needed, client);
  if (token === undefined || replacesToken) return token;
  const record = readRecord(token);
  const validity = findValidity(record, now, state.timeouts);
  if (validity === 0) return token;
  throw new Refused('RET_POLICY_MISMATCH', { code: 'token-waits', token: record.id, validity });
}

/** Who asks for a token, and what it is to be for. */
interface AskedToken {
  readonly loggedIn: LoggedIn;
  readonly service: GuardedService;
  /** Missing where the service is none of keys. */
  readonly key?: number;
}

/** Officers ask for what M values guard, crypto users for keys that they own or share. @throws Refused */
function requireAsked(context: Context, request: RequestOf<'getToken'>): AskedToken {
  const { state } = context;
  const code = findGuardedService(requireNumber(request.service, 'service'));
  if (code !== undefined && isKeyService(code)) return requireKeyAsked(context, request, code);
  const loggedIn = requireOfficer(state, request.session);
  const service = requireService(state, request.service);
  if (state.mValues[service] > 1) return { loggedIn, service };
  throw new Refused('RET_POLICY_MISMATCH', { code: 'quorum-off', service });
}

function requireKeyAsked(
  context: Context,
  { session, key }: RequestOf<'getToken'>,
  service: KeyService,
): AskedToken {
  const loggedIn = requireCryptoUser(context.state, session);
  if (key === undefined) {
    throw new Refused('RET_INVALID_INPUT', { code: 'token-without-key', service });
  }
  const record = requireSeen(context, loggedIn, key);
  if (approvalsOf(record, service) > 0) return { loggedIn, service, key };
  throw new Refused('RET_POLICY_MISMATCH', { code: 'key-quorum-off', handle: key, service });
}

/** From `first` on, the first id that no live token has; there are more ids than tokens. */
function findFreeId(tokens: readonly Token[], first: number): number {
  const live = new Set(tokens.map((token) => readRecord(token).id));
  let id = first;
  while (live.has(id)) id = idAfter(id);
  return id;
}

function idAfter(id: number): number {
  return id === LIMITS.tokenId ? 1 : id + 1;
}

/** Where there is no space, the oldest of the expired tokens goes. @throws Refused if there is none */
function makeSpace(
  { timeouts }: HsmState,
  tokens: readonly Token[],
  now: number,
): readonly Token[] {
  if (tokens.length < LIMITS.tokens) return tokens;
  const [oldest] = tokens
    .map((token) => ({ token, record: readRecord(token) }))
    .filter(({ record }) => findValidity(record, now, timeouts) === 0)
    .sort((a, b) => a.record.created - b.record.created || a.record.id - b.record.id);
  if (oldest !== undefined) return tokens.filter((token) => token !== oldest.token);
  throw new Refused('RET_MAX_TOKENS', { code: 'tokens-full', maximum: LIMITS.tokens });
}
