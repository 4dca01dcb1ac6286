import type { TokenRecord } from '../../token/record.ts';
import { findGuardedService, isKeyService } from '../guarded-services.ts';
import type { KeyService } from '../keys.ts';
import type { UserType } from '../user-types.ts';
import { isOfficer } from './context.ts';
import { isAssociated, isCryptoUser } from './keys/is-associated.ts';
import type { KeyObjects } from './keys/key-objects.ts';
import type { KeyRecord } from './keys/key-record.ts';
import { findKey } from './keys/key-table.ts';
import type { HsmState, User } from './state.ts';

/** How many approvals a token needs, and whose. */
export interface AskedQuorum {
  readonly required: number;
  readonly approvers: Extract<UserType, 'CO' | 'CU'>;
  readonly mayApprove: (user: User) => boolean;
}

/**
 * What the HSM asks for at this moment: officers for what its M values guard, and for a key those crypto users
 * who own or share it (AWS CloudHSM user guide, "Key usage and management with quorum authentication").
 *
 * @param objects null where nobody needs to know who owns and shares keys: then any crypto user approves for them
 */
export function findAskedQuorum(
  state: HsmState,
  objects: KeyObjects | null,
  { service: number, keyHandle }: Pick<TokenRecord, 'service' | 'keyHandle'>,
): AskedQuorum {
  const service = findGuardedService(number);
  if (service === undefined) return ofOfficers(1);
  if (!isKeyService(service)) return ofOfficers(state.mValues[service]);
  if (objects === null) return { required: 1, approvers: 'CU', mayApprove: isCryptoUser };
  const record = findKey(state.keys, objects, keyHandle);
  return {
    required: record === undefined ? 1 : approvalsOf(record, service),
    approvers: 'CU',
    mayApprove: (user) => record !== undefined && isCryptoUser(user) && isAssociated(user, record),
  };
}

/** How many approvals a key asks for; 0 for none. */
export function approvalsOf({ quorum }: KeyRecord, service: KeyService): number {
  return service === 'useKey' ? quorum.use : quorum.manage;
}

function ofOfficers(required: number): AskedQuorum {
  return { required, approvers: 'CO', mayApprove: isOfficer };
}
