import { CLIENT_RULES } from '../../clients.ts';
import {
  type Context,
  type Outcome,
  type RequestOf,
  recordChange,
  replaceUser,
  requireLogin,
} from '../context.ts';
import { requireUser } from '../find-user.ts';
import { countKey } from '../keep-key.ts';
import { hashPassword, saltOfUser } from '../password.ts';
import { noteKey } from '../quorum.ts';
import { type ProvenKey, proveOfficerKey } from '../second-factor.ts';
import type { HsmState, User } from '../state.ts';
import { passForUser, requireChangeable, requirePassword } from './user-checks.ts';

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
  requireChangeable(state, request.type);
  const user = requireUser(state, request.type, request.name);
  requirePassword(request.password);
  const proven =
    request.secondFactor === undefined
      ? undefined
      : proveOfficerKey(context, { ...user, holder: user }, request.secondFactor);
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
    note: {
      user: { name: user.name, type: user.type },
      ...noteKey(proven?.key ?? null),
      ...passed.note,
    },
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
