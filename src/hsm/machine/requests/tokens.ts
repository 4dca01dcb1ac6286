import { encodeTokens, NONCE_BYTES, RECORD_BYTES, splitRecords } from '../../../token/record.ts';
import { canonicalUserName } from '../../../token/user-name.ts';
import type { ListedToken, TokenFields } from '../../protocol.ts';
import { type Context, type Outcome, type RequestOf, requireOfficer } from '../context.ts';
import {
  countApprovals,
  describeForAudit,
  findMValue,
  findValidity,
  isQuorumService,
  readRecord,
  SERVICE_NAMES,
} from '../quorum.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
import { findTokenOf } from '../spend-token.ts';
import type { HsmState, Token } from '../state.ts';
import { requireService } from './m-values.ts';

/** The id in a record has two bytes, and ids are never used again. */
const LAST_TOKEN_ID = 0xffff;

/**
 * getToken: for oneself only, and only for a service whose quorum is on. It replaces the token that
 * the officer had of that service, approvals and all.
 */
export function getToken(context: Context, request: RequestOf<'getToken'>): Outcome<'getToken'> {
  const { state, environment } = context;
  const { session, user } = requireOfficer(state, request.session);
  const service = requireService(request.service);
  if (canonicalUserName(request.name) !== user.name) {
    throw new Refused(
      'RET_PERMISSION_DENIED',
      `${user.name} is logged in and can have a token for itself only, not for ` +
        JSON.stringify(request.name),
    );
  }
  if (findMValue(state, service) <= 1) {
    throw new Refused(
      'RET_POLICY_MISMATCH',
      `the M value of service ${service} (${SERVICE_NAMES[service]}) is 1, so nothing needs a token`,
    );
  }
  const now = environment.now();
  const replaced = findTokenOf(state, user.id, service);
  const kept = makeRoom(
    state.tokens.filter((token) => token !== replaced),
    now,
  );
  const id = state.next.token;
  if (id > LAST_TOKEN_ID) {
    throw new Refused('RET_MAX_TOKENS', `this HSM has given out all ${LAST_TOKEN_ID} token ids`);
  }
  const fields: TokenFields = { id, service, node: state.node, keyHandle: 0, user: user.name };
  const created = Math.max(0, Math.floor(now / 1000));
  const record = encodeTokens([{ ...fields, created, nonce: environment.random(NONCE_BYTES) }]);
  const token: Token = {
    record: Buffer.from(record).toString('base64'),
    user: user.id,
    session: session.id,
    digests: [],
    approvals: [],
  };
  return {
    state: { ...state, tokens: [...kept, token], next: { ...state.next, token: id + 1 } },
    reply: { ok: true, record, token: fields },
    note: { service, tokens: [describeForAudit(token, [])] },
  };
}

/** Where there is no room, the oldest of the expired tokens goes. @throws Refused if there is none */
function makeRoom(tokens: readonly Token[], now: number): readonly Token[] {
  if (tokens.length < LIMITS.tokens) return tokens;
  const [oldest] = tokens
    .map((token) => ({ token, record: readRecord(token) }))
    .filter(({ record }) => findValidity(record, now) === 0)
    .sort((a, b) => a.record.created - b.record.created || a.record.id - b.record.id);
  if (oldest !== undefined) return tokens.filter((token) => token !== oldest.token);
  throw new Refused(
    'RET_MAX_TOKENS',
    `this HSM holds ${LIMITS.tokens} tokens, and none of them has expired`,
  );
}

/** listTokens: every officer sees all of them. */
export function listTokens(
  context: Context,
  request: RequestOf<'listTokens'>,
): Outcome<'listTokens'> {
  const { state, environment } = context;
  requireOfficer(state, request.session);
  const now = environment.now();
  return {
    state,
    reply: { ok: true, tokens: state.tokens.map((token) => listToken(state, token, now)) },
  };
}

function listToken(state: HsmState, token: Token, now: number): ListedToken {
  const record = readRecord(token);
  return {
    id: record.id,
    service: record.service,
    node: record.node,
    keyHandle: record.keyHandle,
    user: record.user,
    validity: findValidity(record, now),
    required: isQuorumService(record.service) ? findMValue(state, record.service) : 1,
    approvers: countApprovals(state, token).map((counted) => counted.user.name),
  };
}

/** delToken: one's own tokens, those of a token file or all. */
export function delToken(context: Context, request: RequestOf<'delToken'>): Outcome<'delToken'> {
  const { state } = context;
  const { user } = requireOfficer(state, request.session);
  const own = state.tokens.filter((token) => token.user === user.id);
  const doomed = request.tokens === 'all' ? own : findNamed(own, request.tokens, user.name);
  if (doomed.length === 0) return { state, reply: { ok: true, deleted: 0 } };
  return {
    state: { ...state, tokens: state.tokens.filter((token) => !doomed.includes(token)) },
    reply: { ok: true, deleted: doomed.length },
    note: { tokens: doomed.map((token) => describeForAudit(token, [])) },
  };
}

function findNamed(own: readonly Token[], file: Uint8Array, name: string): readonly Token[] {
  if (file.length === 0 || file.length % RECORD_BYTES !== 0) {
    throw new Refused(
      'RET_INVALID_INPUT',
      `the token file has ${file.length} bytes, expected a multiple of ${RECORD_BYTES}`,
    );
  }
  const records = new Set(
    splitRecords(file).map((record) => Buffer.from(record).toString('base64')),
  );
  const named = own.filter((token) => records.has(token.record));
  if (named.length > 0) return named;
  throw new Refused('RET_TOKEN_NOT_FOUND', `the file holds no token that ${name} has on this HSM`);
}
