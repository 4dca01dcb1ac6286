import { USER_TYPES } from '../../user-types.ts';
import type { User } from '../state.ts';
import type { KeyRecord } from './key-record.ts';

export function isCryptoUser({ type }: User): boolean {
  return USER_TYPES[type].number === USER_TYPES.CU.number;
}

/** Whether a user owns a key or shares it. */
export function isAssociated({ id }: Pick<User, 'id'>, record: KeyRecord): boolean {
  return record.owner === id || record.sharedWith.includes(id);
}
