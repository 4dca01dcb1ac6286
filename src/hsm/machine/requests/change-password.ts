import { CLIENT_RULES } from '../../clients.ts';
import {
  type Context,
  type Outcome,
  type RequestOf,
  recordChange,
  replaceUser,
  requireLogin,
} from '../context.ts';
import { requireType, requireUser } from '../find-user.ts';
import { hashPassword, saltOfUser } from '../password.ts';
import { Refused } from '../refused.ts';
import { countKey, type ProvenKey } from '../second-factor.ts';
import type { HsmState, User } from '../state.ts';
import { passForUser, proveSecondFactor, requirePassword } from './user-checks.ts';

/**
 * changePswd: one's own without a quorum; another's as an officer, which also unlocks the user. A
 * PRECO becomes the PCO by it, in some editions a CO.
 */
export function changePassword(
  context: Context,
  request: RequestOf<'changePswd'>,
): Outcome<'changePswd'> {
  const { state } = context;
  const actor = requireLogin(state, request.session);
  if (requireType(request.type) === 'AU' && !state.rules.applianceUsers) {
    throw new Refused('RET_POLICY_MISMATCH', { code: 'password-of-appliance-user' });
  }
  const user = requireUser(state, request.type, request.name);
  requirePassword(request.password);
  const proven =
    request.secondFactor === undefined
      ? undefined
      : proveSecondFactor(context, user.name, user.type, user, request.secondFactor);
  const passed = passForUser(
    { ...context, state: proven?.state ?? state },
    actor,
    user,
    request.approval,
  );
  const changed: User = {
    ...user,
    ...keysAfter(context, user, request, proven),
    type: user.type === 'PRECO' ? state.rules.typeOnceActivated : user.type,
    password: hashPassword(request.password, saltOfUser(state.clusterKey, user.name)),
    loginFailures: 0,
  };
  const { state: next, operation } = recordChange(
    {
      ...passed.state,
      users: replaceUser(passed.state.users, changed),
      next: nextAfter(passed.state, proven),
    },
    actor.session,
    user.id,
    user,
  );
  return {
    state: next,
    reply: { ok: true, operation },
    // Of a PRECO as the PRECO that it was: so the log shows the activation.
    note: { user: { name: user.name, type: user.type }, ...passed.note },
  };
}

/**
 * The keys of a user whose password changes. The classic client knows one key for both: a new second factor is
 * the quorum key, too, and both go where it is not given anew (AWS CloudHSM user guide, 2022 to 2023,
 * "Managing 2FA").
 */
function keysAfter(
  { environment }: Context,
  user: User,
  { deregister = [] }: RequestOf<'changePswd'>,
  proven: ProvenKey | undefined,
): Pick<User, 'quorumKey' | 'secondFactor'> {
  if (proven !== undefined) return { quorumKey: proven.key, secondFactor: proven.key };
  const ends =
    user.secondFactor !== null && CLIENT_RULES[environment.client].passwordEndsSecondFactor;
  return {
    quorumKey: ends || deregister.includes('quorum') ? null : user.quorumKey,
    secondFactor: ends || deregister.includes('second-factor') ? null : user.secondFactor,
  };
}

function nextAfter(state: HsmState, proven: ProvenKey | undefined): HsmState['next'] {
  return proven === undefined ? state.next : countKey(state, proven.key);
}
