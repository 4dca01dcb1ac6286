import type { AuditNote } from '../../audit-record.ts';
import { type LoggedIn, recordChange, replaceUser } from '../context.ts';
import { countKey } from '../keep-key.ts';
import { noteKey } from '../quorum.ts';
import type { QuorumPassed } from '../spend-token.ts';
import type { HsmState, QuorumKey, User } from '../state.ts';

/** A user with other secrets than before. */
interface ChangedSecrets {
  readonly before: User;
  readonly after: User;
  /** The key that was given with it. */
  readonly key: QuorumKey | null;
}

/** What changePswd and changeMfa come to, once they may. */
export function recordSecrets(
  { state, note }: QuorumPassed,
  { session }: LoggedIn,
  { before, after, key }: ChangedSecrets,
): {
  readonly state: HsmState;
  readonly reply: { readonly ok: true; readonly operation: string };
  readonly note: AuditNote;
} {
  const changed = {
    ...state,
    users: replaceUser(state.users, after),
    next: countKey(state, key),
  };
  const { state: next, operation } = recordChange(changed, session, before.id, before);
  return {
    state: next,
    reply: { ok: true, operation },
    // Of a PRECO as the PRECO that it was: so the log shows the activation.
    note: { user: { name: before.name, type: before.type }, ...noteKey(key), ...note },
  };
}
