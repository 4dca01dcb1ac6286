import { CLIENT_RULES } from '../../clients.ts';
import { type Context, type Outcome, type RequestOf, requireLogin } from '../context.ts';
import { requireUser } from '../find-user.ts';
import { givePassword } from '../password.ts';
import { proveOfficerKey } from '../second-factor.ts';
import type { QuorumKey, User } from '../state.ts';
import { recordSecrets } from './record-secrets.ts';
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
      ? { state, key: null }
      : proveOfficerKey(context, { ...user, holder: user }, request.secondFactor);
  const passed = passForUser({ ...context, state: proven.state }, actor, user, request.approval);
  const { key } = proven;
  const after: User = {
    ...user,
    ...keysAfter(context, user, request, key),
    ...givePassword(state, user.name, request.password),
    type: user.type === 'PRECO' ? state.rules.typeOnceActivated : user.type,
  };
  return recordSecrets(passed, actor, { before: user, after, key });
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
  key: QuorumKey | null,
): Pick<User, 'quorumKey' | 'secondFactor'> {
  if (key !== null) return { quorumKey: key, secondFactor: key };
  const ends =
    user.secondFactor !== null && CLIENT_RULES[environment.client].passwordEndsSecondFactor;
  return {
    quorumKey: ends || deregister.includes('quorum') ? null : user.quorumKey,
    secondFactor: ends || deregister.includes('second-factor') ? null : user.secondFactor,
  };
}
