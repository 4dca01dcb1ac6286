import type { HsmType } from '../../hsm-types.ts';
import { FLAG_RULES, type KeyKind } from '../../key-attribute-rules.ts';
import type { NewKey } from '../../key-protocol.ts';
import { KEY_FLAGS, type KeyFlag, type KeyFlags } from '../../keys.ts';
import { Refused } from '../refused.ts';

/** Where a key comes from: the HSM made it, or it came from outside. */
export type KeyOrigin = 'made' | 'brought';

/**
 * The attributes of a new key that are yes or no.
 *
 * @throws Refused where one is said that cannot be said when a key is made
 */
export function computeFlags(
  { flags: given = {}, isSession = false }: NewKey,
  kind: KeyKind,
  { origin, hsm }: { readonly origin: KeyOrigin; readonly hsm: HsmType },
): KeyFlags {
  const flags = Object.fromEntries(
    KEY_FLAGS.map((flag) => [flag, given[flag] ?? FLAG_RULES[flag].usual(kind)]),
  ) as Record<KeyFlag, boolean>;
  for (const flag of KEY_FLAGS) {
    const value = given[flag];
    if (value === undefined || FLAG_RULES[flag].isGiven(kind, hsm, value)) continue;
    throw new Refused('RET_POLICY_MISMATCH', {
      code: 'key-attribute-refused',
      attribute: flag,
      value: String(value),
    });
  }
  const isLocal = origin === 'made';
  return {
    ...flags,
    token: flags.token && !isSession,
    local: isLocal,
    'always-sensitive': isLocal && flags.sensitive,
    'never-extractable': isLocal && !flags.extractable,
  };
}
