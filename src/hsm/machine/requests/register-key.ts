import { createHash } from 'node:crypto';

import { CLIENT_RULES } from '../../clients.ts';
import {
  type Context,
  numberChange,
  type Outcome,
  type RequestOf,
  replaceUser,
  requireLogin,
  requireOfficer,
} from '../context.ts';
import { requireUser } from '../find-user.ts';
import { countKey, keepKey, requireFreeKey } from '../keep-key.ts';
import { noteKey } from '../quorum.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';
import { isSignatureRight } from '../verify-signature.ts';

/**
 * registerMofnPubKey and registerQuorumPubKey: an officer's own key, with a signature as the proof
 * that the officer has its private half. A new key ends the approvals that were checked with the old
 * one; the same key again ends none.
 */
export function registerKey(
  context: Context,
  request: RequestOf<'registerKey'>,
): Outcome<'registerKey'> {
  const { state } = context;
  const { user } = CLIENT_RULES[context.environment.client].registersUserKeys
    ? requireLogin(state, request.session)
    : requireOfficer(state, request.session);
  if (requireUser(state, request.type, request.name).id !== user.id) {
    throw new Refused('RET_PERMISSION_DENIED', { code: 'key-for-another', user: user.name });
  }
  if (request.token.length > LIMITS.registrationToken) {
    throw new Refused('RET_INVALID_INPUT', {
      code: 'registration-token-size',
      bytes: request.token.length,
      maximum: LIMITS.registrationToken,
    });
  }
  const key = requireFreeKey(state, user, request.publicKey);
  const digest = createHash('sha256').update(request.token).digest();
  if (request.signature.length === 0) {
    throw new Refused('RET_KEY_REFUSED', { code: 'registration-not-signed' });
  }
  if (!isSignatureRight(key, digest, request.signature)) {
    throw new Refused('RET_KEY_REFUSED', { code: 'registration-signature-wrong' });
  }
  const spki = Buffer.from(request.publicKey).toString('base64');
  const quorumKey = keepKey(state, user, spki);
  const { state: next, operation } = numberChange({
    ...state,
    users: replaceUser(state.users, { ...user, quorumKey }),
    next: countKey(state, quorumKey),
  });
  return {
    state: next,
    reply: { ok: true, operation },
    note: {
      user: { name: user.name, type: user.type },
      ...noteKey(quorumKey),
    },
  };
}
