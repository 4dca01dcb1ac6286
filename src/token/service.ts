/**
 * Services that a token can be for: the one table of them. Source: the AWS user guide for 3 and 4; the
 * published C source of the vendor's sibling tool for 0, 1, 2, 5 and 6. The number and the name of 7, and
 * how the newer command line writes 4 and 7, stand in no document: they are chosen. Of 6 it shows the name where it lists tokens.
 */
export interface Service {
  /** As records and consoles number it. */
  readonly number: number;
  /** As the classic console names it. */
  readonly name: string;
  /** As the library names it. */
  readonly code: ServiceCode;
  /** As a token file of the newer command line names it; missing where it knows no such service. */
  readonly sdk5?: {
    readonly name: string;
    readonly isDocumented: boolean;
    /** As `quorum token-sign` takes it where the officers have an M value for it. */
    readonly word?: string;
  };
}

export type ServiceCode =
  | 'backupByCu'
  | 'backupByCo'
  | 'cloning'
  | 'userManagement'
  | 'miscCo'
  | 'useKey'
  | 'manageKey'
  | 'clusterManagement';

export const SERVICES: readonly Service[] = [
  { number: 0, name: 'BACKUP_BY_CU', code: 'backupByCu' },
  { number: 1, name: 'BACKUP_BY_CO', code: 'backupByCo' },
  { number: 2, name: 'CLONING', code: 'cloning' },
  {
    number: 3,
    name: 'USER_MGMT',
    code: 'userManagement',
    sdk5: { name: 'user-management', isDocumented: true, word: 'user' },
  },
  {
    number: 4,
    name: 'MISC_CO',
    code: 'miscCo',
    sdk5: { name: 'quorum-management', isDocumented: false, word: 'quorum' },
  },
  {
    number: 5,
    name: 'USE_KEY',
    code: 'useKey',
    sdk5: { name: 'key-usage', isDocumented: true },
  },
  {
    number: 6,
    name: 'MANAGE_KEY',
    code: 'manageKey',
    sdk5: { name: 'key-management', isDocumented: true },
  },
  {
    number: 7,
    name: 'CLUSTER_MGMT',
    code: 'clusterManagement',
    sdk5: { name: 'cluster-management', isDocumented: false, word: 'cluster' },
  },
];

/** Numbers of services by their codes: `SERVICE.userManagement` is 3. */
export const SERVICE: Readonly<Record<ServiceCode, number>> = Object.fromEntries(
  SERVICES.map(({ code, number }) => [code, number]),
) as Record<ServiceCode, number>;

/**
 * Whether the tokens of a service are each for one key, whose users approve them.
 *
 * @example
 * isKeyService(5); // true
 */
export function isKeyService(service: number): boolean {
  return service === SERVICE.useKey || service === SERVICE.manageKey;
}

/** @returns nothing where no document knows the number */
export function findService(number: number): Service | undefined {
  return SERVICES[number];
}

/**
 * The service that a token file of the newer command line names so.
 *
 * @returns nothing where no document knows the name
 * @example
 * findServiceByName('user-management')?.number; // 3
 */
export function findServiceByName(name: string): Service | undefined {
  return SERVICES.find(({ sdk5 }) => sdk5?.name === name);
}

/**
 * The service that somebody names in any of the ways in which consoles and files do.
 *
 * @returns nothing where no document knows it
 * @example
 * findServiceByWord('USER_MGMT')?.number; // 3, as of '3', 'user' and 'user-management'
 */
export function findServiceByWord(word: string): Service | undefined {
  return SERVICES.find(({ number, name, sdk5 }) =>
    [String(number), name, sdk5?.name, sdk5?.word].includes(word),
  );
}
