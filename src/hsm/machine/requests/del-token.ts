import { RECORD_BYTES, splitRecords } from '../../../token/record.ts';
import { type Context, type Outcome, type RequestOf, requireOfficer } from '../context.ts';
import { describeForAudit } from '../quorum.ts';
import { Refused } from '../refused.ts';
import type { Token } from '../state.ts';
import { requireTokenHolder } from '../token-holder.ts';

/** delToken: one's own tokens, those of a token file or all; or, as an officer, those of all users. */
export function delToken(context: Context, request: RequestOf<'delToken'>): Outcome<'delToken'> {
  const { state } = context;
  const { user } =
    request.tokens === 'everyone'
      ? requireOfficer(state, request.session)
      : requireTokenHolder(state, request.session);
  const own = state.tokens.filter((token) => token.user === user.id);
  const doomed = chooseDoomed(state.tokens, own, request.tokens, user.name);
  if (doomed.length === 0) return { state, reply: { ok: true, deleted: 0 } };
  return {
    state: { ...state, tokens: state.tokens.filter((token) => !doomed.includes(token)) },
    reply: { ok: true, deleted: doomed.length },
    note: { tokens: doomed.map((token) => describeForAudit(token, [])) },
  };
}

function chooseDoomed(
  every: readonly Token[],
  own: readonly Token[],
  wanted: RequestOf<'delToken'>['tokens'],
  name: string,
): readonly Token[] {
  if (wanted === 'everyone') return every;
  return wanted === 'all' ? own : findNamed(own, wanted, name);
}

function findNamed(own: readonly Token[], file: Uint8Array, name: string): readonly Token[] {
  if (file.length === 0 || file.length % RECORD_BYTES !== 0) {
    throw new Refused('RET_INVALID_INPUT', { code: 'token-file-size', bytes: file.length });
  }
  const records = new Set(
    splitRecords(file).map((record) => Buffer.from(record).toString('base64')),
  );
  const named = own.filter((token) => records.has(token.record));
  if (named.length > 0) return named;
  throw new Refused('RET_TOKEN_NOT_FOUND', { code: 'token-not-own', user: name });
}
