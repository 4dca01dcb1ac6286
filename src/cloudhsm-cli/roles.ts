/**
 * Users as the newer command line names their types.
 */
import type { UserType } from '../hsm/user-types.ts';
import type { Sdk5Role } from '../token/sdk5/roles.ts';
import { canonicalUserName } from '../token/user-name.ts';

/** What a command takes as a role, in the order of the guide's help. */
export const ROLES: readonly Sdk5Role[] = ['crypto-user', 'admin'];

/** The user type of a role that a command was given. */
export function typeOf(role: string): 'CO' | 'CU' {
  return role === 'admin' ? 'CO' : 'CU';
}

/** As `user list` has them (AWS CloudHSM user guide, "user list" and "Activate the cluster"). */
const ROLE_OF_TYPE: Readonly<Record<UserType, string>> = {
  PRECO: 'unactivated-admin',
  PCO: 'admin',
  CO: 'admin',
  CU: 'crypto-user',
  AU: 'internal(APPLIANCE_USER)',
};

/** The role of a user type. */
export function roleOf(type: UserType): string {
  return ROLE_OF_TYPE[type];
}

/** A user as most commands answer it: the name in small letters, as the HSM keeps it. */
export function showUser(name: string, role: string): { readonly username: string; role: string } {
  return { username: canonicalUserName(name) ?? name, role };
}
