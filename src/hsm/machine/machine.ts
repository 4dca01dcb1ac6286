import { Failure } from '../../failure.ts';
import type { AuditEvent } from '../audit-record.ts';
import type { HsmReply, HsmRequest } from '../protocol.ts';
import type { HsmRefusal } from '../refusals.ts';
import { chainRecords } from './audit.ts';
import type { Context, Outcome, RequestOf } from './context.ts';
import { cutRequest } from './cut-request.ts';
import { describeEvent } from './describe-event.ts';
import { endSessions } from './end-sessions.ts';
import type { HsmEnvironment } from './environment.ts';
import { requireOwnSession } from './own-session.ts';
import { Refused } from './refused.ts';
import { activate } from './requests/activate.ts';
import { approveToken } from './requests/approve-token.ts';
import { changeMfa } from './requests/change-mfa.ts';
import { changePassword } from './requests/change-password.ts';
import { createUser } from './requests/create-user.ts';
import { delToken } from './requests/del-token.ts';
import { deleteUser } from './requests/delete-user.ts';
import { deregisterTrustAnchor } from './requests/deregister-trust-anchor.ts';
import { exportUser } from './requests/export-user.ts';
import { getChallenge } from './requests/get-challenge.ts';
import { getInfo } from './requests/get-info.ts';
import { getMValue } from './requests/get-m-value.ts';
import { getMtls } from './requests/get-mtls.ts';
import { getRegistrationToken } from './requests/get-registration-token.ts';
import { getTimeouts } from './requests/get-timeouts.ts';
import { getToken } from './requests/get-token.ts';
import { KEY_HANDLERS } from './requests/key-handlers.ts';
import { listTokens } from './requests/list-tokens.ts';
import { listUsers } from './requests/list-users.ts';
import { logIn } from './requests/log-in.ts';
import { logOut } from './requests/log-out.ts';
import { putUser } from './requests/put-user.ts';
import { registerKey } from './requests/register-key.ts';
import { registerTrustAnchor } from './requests/register-trust-anchor.ts';
import { rollBack } from './requests/roll-back.ts';
import { setMValue } from './requests/set-m-value.ts';
import { setMtlsEnforcement } from './requests/set-mtls-enforcement.ts';
import { setTimeout } from './requests/set-timeout.ts';
import { LIMITS } from './rules.ts';
import type { HsmState, Session } from './state.ts';

/** What one request comes to. */
export interface StepResult<Op extends HsmRequest['op']> {
  /** The very state that was handed in where nothing changed: then there is nothing to store. */
  readonly state: HsmState;
  readonly reply: HsmReply<Op>;
  /** Audit records to keep, in order, together with the state. */
  readonly events: readonly AuditEvent[];
}

type Op = HsmRequest['op'];
type Handlers = { readonly [O in Op]: (context: Context, request: RequestOf<O>) => Outcome<O> };

const HANDLERS: Handlers = {
  login: logIn,
  getChallenge,
  activate,
  logout: logOut,
  // The end of a session whose connection is closed: the same, but for its name in the audit log (AWS CloudHSM user
  // guide, "Interpreting HSM audit logs").
  finalize: logOut,
  listUsers,
  createUser,
  deleteUser,
  changePswd: changePassword,
  changeMfa,
  rollBack,
  registerKey,
  getRegistrationToken,
  setMValue,
  getMValue,
  getToken,
  approveToken,
  listTokens,
  delToken,
  getTimeouts,
  setTimeout,
  getMtls,
  registerTrustAnchor,
  deregisterTrustAnchor,
  setMtlsEnforcement,
  getHSMInfo: getInfo,
  exportUser,
  putUser,
  ...KEY_HANDLERS,
};

/** Requests that only look, and so leave no audit record. */
const SILENT: ReadonlySet<Op> = new Set<Op>([
  'listUsers',
  'getMValue',
  'listTokens',
  'getHSMInfo',
  'exportUser',
  'getRegistrationToken',
  'getTimeouts',
  'getMtls',
  'findKeys',
  'getKeys',
  'verify',
  'findAllKeys',
  'getCertificate',
]);

/**
 * One HSM answers one request. Pure: the next state, the reply and the audit records depend on nothing
 * but the arguments, and no argument is changed. A refusal is a reply, not an exception; it, too, may
 * change the state, since wrong passwords are counted and every refused attempt to change something is logged.
 *
 * Whatever is asked, {@link validateState} takes the next state: names are cut to what a log keeps, and
 * limits are those of {@link LIMITS}.
 *
 * @param state as {@link createClusterStates} or {@link validateState} gave it, or this function did
 * @param environment clock, random source and knowledge of processes
 * @throws Failure `counter-used-up` where a number cannot be counted up
 *
 * @example
 * const { state, reply } = step(before, { op: 'listUsers' }, environment);
 */
export function step<R extends HsmRequest>(
  state: HsmState,
  given: R,
  environment: HsmEnvironment,
): StepResult<R['op']> {
  const request = cutRequest(given);
  const ended = endSessions(state, findDead(environment), environment);
  const outcome = answer({ state: ended.state, environment }, request);
  return record(state, request, outcome, environment, ended.events);
}

/**
 * One HSM fails a request that it does not even begin with: as a fault on demand wants it. The attempt is
 * logged like any that is refused.
 */
export function failRequest<R extends HsmRequest>(
  state: HsmState,
  given: R,
  refusal: HsmRefusal,
  environment: HsmEnvironment,
): StepResult<R['op']> {
  return record(state, cutRequest(given), { state, reply: refusal }, environment);
}

/**
 * Puts what a request came to into the audit log, unless it only looked.
 *
 * @param earlier what is in the log of the outcome's state already, and in that of the state before not
 */
function record<R extends HsmRequest>(
  state: HsmState,
  request: R,
  outcome: Outcome<R['op']>,
  environment: HsmEnvironment,
  earlier: readonly AuditEvent[] = [],
): StepResult<R['op']> {
  if (SILENT.has(request.op) || isPlainUse(request.op, outcome)) {
    // Whoever only looks writes nothing, not even that sessions have ended.
    return { state, reply: outcome.reply, events: [] };
  }
  const { head: audit, events } = chainRecords(outcome.state.audit, [
    describeEvent(state, request, outcome, environment),
  ]);
  requireCountable({ ...outcome.state.next, audit: audit.sequence });
  return {
    state: { ...outcome.state, audit },
    reply: outcome.reply,
    events: [...earlier, ...events],
  };
}

/** A use of a key that changes nothing, of which there may be thousands: no token was spent for it. */
function isPlainUse(op: Op, { reply, note }: Outcome<Op>): boolean {
  return op === 'sign' && reply.ok && note?.tokens === undefined;
}

/** A state with a greater number could not be read again. */
function requireCountable(counters: { readonly [counter: string]: number }): void {
  for (const [counter, value] of Object.entries(counters)) {
    if (value > LIMITS.counter) {
      throw new Failure('counter-used-up', { counter, maximum: LIMITS.counter });
    }
  }
}

function answer<R extends HsmRequest>(context: Context, request: R): Outcome<R['op']> {
  // The compiler does not see that the handler found under `op` is the one for this request.
  const handle = HANDLERS[request.op] as (context: Context, request: R) => Outcome<R['op']>;
  try {
    if ('session' in request && request.session !== null) {
      requireOwnSession(context, request.session);
    }
    return handle(context, request);
  } catch (thrown) {
    if (thrown instanceof Refused) return { state: context.state, reply: thrown.refusal };
    throw thrown;
  }
}

/** Whether the process that holds something has ended; each process is looked at once. */
function findDead(environment: HsmEnvironment): (holder: Pick<Session, 'process'>) => boolean {
  const known = new Map<string, boolean>();
  return ({ process }) => {
    const key = JSON.stringify(process);
    const alive = known.get(key) ?? environment.isAlive(process);
    known.set(key, alive);
    return !alive;
  };
}
