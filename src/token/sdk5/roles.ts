import { isKeyService } from '../service.ts';

/** What the newer command line calls a crypto officer and a crypto user. */
export type Sdk5Role = 'admin' | 'crypto-user';

/** Whose approvals a service takes: of keys their users', of all else the officers'. */
export function roleOfApprovers(service: number): Sdk5Role {
  return isKeyService(service) ? 'crypto-user' : 'admin';
}

/**
 * The same as the older console numbers it: 1 is CU, 2 is CO.
 *
 * @example
 * typeOfApprovers(3); // 2
 * typeOfApprovers(5); // 1: a key's users approve its use
 */
export function typeOfApprovers(service: number): 1 | 2 {
  return roleOfApprovers(service) === 'crypto-user' ? 1 : 2;
}

/**
 * The type by which the older console knows a role: 1 is CU, 2 is CO.
 *
 * @returns nothing where it is no role that approves
 * @example
 * typeOfRole('admin'); // 2
 */
export function typeOfRole(role: string): 1 | 2 | undefined {
  if (role === 'admin') return 2;
  return role === 'crypto-user' ? 1 : undefined;
}

/** The reverse of {@link typeOfRole}. */
export function roleOfType(type: number): Sdk5Role | undefined {
  if (type === 2) return 'admin';
  return type === 1 ? 'crypto-user' : undefined;
}

/**
 * The role to write beside a new approval. Older files have no roles: where no approval has one, none is added.
 *
 * @param approvals that are there
 * @example
 * roleToWrite([{ role: undefined }], 'admin'); // undefined
 */
export function roleToWrite<Role extends string>(
  approvals: readonly { readonly role?: unknown }[],
  role: Role,
): Role | undefined {
  const isOlder = approvals.length > 0 && approvals.every((one) => one.role === undefined);
  return isOlder ? undefined : role;
}
