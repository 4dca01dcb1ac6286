import { createHash } from 'node:crypto';

import {
  type Context,
  type Outcome,
  type RequestOf,
  requireLogin,
  requireOfficer,
} from '../context.ts';
import { isAssociated } from '../keys/is-associated.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import { listKeys } from '../keys/key-table.ts';
import { requireNamedUser } from '../keys/named-user.ts';
import type { HsmState } from '../state.ts';

/** findAllKeys of the classic console: what a user owns and shares; public keys only where they are its own. */
export function findAllKeys(
  { state, environment }: Context,
  { session, user, withHash }: RequestOf<'findAllKeys'>,
): Outcome<'findAllKeys'> {
  requireAuditor(state, session);
  const { id } = requireNamedUser(state, user);
  const records = [...listKeys(state.keys, environment.objects)];
  const keys = records
    .filter((record) => isAssociated({ id }, record))
    .map((record) => ({ handle: record.handle, isOwned: record.owner === id }));
  const hash = withHash && keys.length > 0 ? { hash: hashKeys(records) } : {};
  return { state, reply: { ok: true, keys, ...hash } };
}

/** An officer, or an appliance user where those log in. @throws Refused */
function requireAuditor(state: HsmState, session: string): void {
  const { user } = requireLogin(state, session);
  if (user.type !== 'AU') requireOfficer(state, session);
}

/** Over who owns and who shares each key, so that HSMs can be held against each other. */
function hashKeys(records: readonly KeyRecord[]): string {
  const lines = records.map(({ handle, owner, sharedWith }) => {
    const sharers = [...sharedWith].sort((a, b) => a - b);
    return `${JSON.stringify([handle, owner, sharers])}\n`;
  });
  return createHash('sha256').update(lines.join('')).digest('hex');
}
