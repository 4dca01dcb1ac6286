import { cutText } from '../../../cut-text.ts';
import { isSettable } from '../../key-attribute-rules.ts';
import { type Context, isOfficer, type Outcome, type RequestOf } from '../context.ts';
import { requireKeyViewer, requireOwned, requireSeen } from '../keys/access.ts';
import { changeKey, replaceKey } from '../keys/change-key.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import { requireId, requireLabel } from '../keys/key-texts.ts';
import { Refused } from '../refused.ts';
import { LIMITS } from '../rules.ts';

type Request = RequestOf<'setKeyAttribute'>;

/**
 * `key set-attribute`, and setAttribute of the classic console: by the owner, under the key's own quorum; and
 * `trusted` by an officer, who is in no key's quorum.
 */
export function setKeyAttribute(context: Context, request: Request): Outcome<'setKeyAttribute'> {
  const { state } = context;
  const loggedIn = requireKeyViewer(state, request.session);
  const by = isOfficer(loggedIn.user) ? 'officer' : 'owner';
  const find = by === 'officer' ? requireSeen : requireOwned;
  const before = find(context, loggedIn, request.handle);
  const { attribute, value } = request;
  const setter = {
    by,
    hsm: state.type,
    client: context.environment.client,
    class: before.class,
  } as const;
  if (!before.flags.modifiable || !isSettable(attribute, value, setter)) {
    throw new Refused('RET_POLICY_MISMATCH', {
      code: 'key-attribute-refused',
      attribute,
      value: cutText(String(value), LIMITS.text),
    });
  }
  const after = setAttribute(before, request);
  return by === 'officer'
    ? replaceKey(context, after)
    : changeKey(context, loggedIn, { before, after }, request.approval);
}

function setAttribute(record: KeyRecord, { attribute, value }: Request): KeyRecord {
  if (typeof value === 'boolean') {
    return { ...record, flags: { ...record.flags, [attribute]: value } };
  }
  return attribute === 'label'
    ? { ...record, label: requireLabel(value) }
    : { ...record, id: requireId(value) };
}
