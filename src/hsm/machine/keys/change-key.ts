import type { AuditNote } from '../../audit-record.ts';
import type { OperationApproval } from '../../operation-approval.ts';
import { type Context, type LoggedIn, numberChange } from '../context.ts';
import type { HsmState } from '../state.ts';
import type { KeyRecord } from './key-record.ts';
import { putKeys } from './key-table.ts';
import { passKeyQuorum } from './pass-key-quorum.ts';

/** A key that is another now. */
export interface ChangedKey {
  readonly state: HsmState;
  readonly reply: { readonly ok: true; readonly operation: string };
  readonly note: AuditNote;
}

/**
 * Puts a key in the place of what it was, once its own quorum lets it through.
 *
 * @throws Refused with RET_MXN_AUTH_FAILED
 */
export function changeKey(
  context: Context,
  owner: LoggedIn,
  { before, after }: { readonly before: KeyRecord; readonly after: KeyRecord },
  approval: OperationApproval | undefined,
): ChangedKey {
  const passed = passKeyQuorum(context, owner, { record: before, service: 'manageKey' }, approval);
  return { ...replaceKey({ ...context, state: passed.state }, after), note: passed.note };
}

/** As {@link changeKey}, for whom no key asks approvals of. */
export function replaceKey(
  { state, environment }: Context,
  record: KeyRecord,
): Pick<ChangedKey, 'state' | 'reply'> {
  const keys = putKeys(state.keys, environment.objects, [record]);
  const sessionKeys = keys.sessionKeys.filter(
    ({ handle }) => handle !== record.handle || !record.flags.token,
  );
  const { state: next, operation } = numberChange({ ...state, keys: { ...keys, sessionKeys } });
  return { state: next, reply: { ok: true, operation } };
}
