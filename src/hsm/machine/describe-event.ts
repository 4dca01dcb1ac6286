import type { AuditedUser, AuditNote } from '../audit-record.ts';
import type { HsmRequest } from '../protocol.ts';
import type { UnchainedEvent } from './audit.ts';
import type { Outcome } from './context.ts';
import { describeKeys } from './describe-keys.ts';
import type { HsmEnvironment } from './environment.ts';
import { isOf } from './own-session.ts';
import type { HsmState } from './state.ts';

type Op = HsmRequest['op'];

/** What a request came to, as the audit log tells of it. */
export function describeEvent(
  before: HsmState,
  request: HsmRequest,
  outcome: Outcome<Op>,
  environment: HsmEnvironment,
): UnchainedEvent {
  const reply = outcome.reply;
  const session =
    'session' in request ? request.session : reply.ok && 'session' in reply ? reply.session : null;
  const holder = before.sessions.find(
    (candidate) => candidate.id === session && isOf(candidate, environment),
  )?.user;
  const actor = before.users.find((user) => user.id === holder);
  const named = actor && { name: actor.name, type: actor.type };
  return {
    time: environment.now(),
    op: request.op,
    session,
    ...(named && { actor: named }),
    response: reply.ok ? 'SUCCESS' : reply.error,
    ...(reply.ok ? {} : { reason: reply.reason }),
    ...describeTarget(request, named),
    ...describeKeys(before, request, reply),
    ...outcome.note,
  };
}

/** Requests of the quorum: their records name the user whose request it is. */
const OF_THE_QUORUM: ReadonlySet<Op> = new Set<Op>([
  'setMValue',
  'getToken',
  'approveToken',
  'delToken',
  'setTimeout',
  'registerTrustAnchor',
  'deregisterTrustAnchor',
  'setMtlsEnforcement',
]);

/** The user as the request names it: all that is known of one where the request is refused. */
function describeTarget(request: HsmRequest, actor: AuditedUser | undefined): AuditNote {
  if (OF_THE_QUORUM.has(request.op)) return actor === undefined ? {} : { user: actor };
  if (request.op === 'putUser') {
    return { user: { name: request.user.name, type: request.user.type } };
  }
  return 'type' in request && 'name' in request
    ? { user: { name: request.name, type: request.type } }
    : {};
}
