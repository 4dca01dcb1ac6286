/**
 * Services that a token can be for: the one table of them. Source: the AWS user guide for 3 and 4; the
 * published C source of the vendor's sibling tool for the others.
 */
export interface Service {
  /** As records and consoles number it. */
  readonly number: number;
  /** As the classic console names it. */
  readonly name: string;
  /** As the library names it. */
  readonly code: ServiceCode;
}

export type ServiceCode =
  | 'backupByCu'
  | 'backupByCo'
  | 'cloning'
  | 'userManagement'
  | 'miscCo'
  | 'useKey'
  | 'manageKey';

export const SERVICES: readonly Service[] = [
  { number: 0, name: 'BACKUP_BY_CU', code: 'backupByCu' },
  { number: 1, name: 'BACKUP_BY_CO', code: 'backupByCo' },
  { number: 2, name: 'CLONING', code: 'cloning' },
  { number: 3, name: 'USER_MGMT', code: 'userManagement' },
  { number: 4, name: 'MISC_CO', code: 'miscCo' },
  { number: 5, name: 'USE_KEY', code: 'useKey' },
  { number: 6, name: 'MANAGE_KEY', code: 'manageKey' },
];

/** Numbers of services by their codes: `SERVICE.userManagement` is 3. */
export const SERVICE: Readonly<Record<ServiceCode, number>> = Object.fromEntries(
  SERVICES.map(({ code, number }) => [code, number]),
) as Record<ServiceCode, number>;

/** @returns nothing where no document knows the number */
export function findService(number: number): Service | undefined {
  return SERVICES[number];
}
