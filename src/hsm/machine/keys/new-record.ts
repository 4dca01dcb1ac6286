import type { NewKey } from '../../key-protocol.ts';
import type { LoggedIn } from '../context.ts';
import type { HsmState } from '../state.ts';
import { requireId, requireLabel } from './key-texts.ts';
import type { Measured } from './measure.ts';
import { computeFlags, type KeyOrigin } from './new-flags.ts';
import { requireSharing } from './sharers.ts';
import type { NewKeyRecord } from './whole-key.ts';

/**
 * A key that is asked for, as it will be kept.
 *
 * @throws Refused where it cannot be so
 */
export function makeRecord(
  state: HsmState,
  { user }: LoggedIn,
  wanted: NewKey,
  { material, ...measured }: Measured,
  origin: KeyOrigin,
): NewKeyRecord {
  return {
    record: {
      ...measured,
      ...requireSharing(state, user, wanted, measured),
      owner: user.id,
      label: requireLabel(wanted.label),
      id: requireId(wanted.id ?? ''),
      flags: computeFlags(wanted, measured, { origin, hsm: state.type }),
    },
    material,
  };
}
