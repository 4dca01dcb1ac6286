/**
 * Services that a token can be for. Source: the AWS user guide for 3 and 4; the published C source of
 * the vendor's sibling tool for the others.
 */
export interface Service {
  readonly name: string;
  /** What an approved token of the service lets its owner do, once. */
  readonly allows: string;
}

export const SERVICES: Readonly<Record<number, Service>> = {
  0: { name: 'BACKUP_BY_CU', allows: 'one backup by a crypto user' },
  1: { name: 'BACKUP_BY_CO', allows: 'one backup by a crypto officer' },
  2: { name: 'CLONING', allows: 'one cloning' },
  3: { name: 'USER_MGMT', allows: 'any one createUser, deleteUser or changePswd of another user' },
  4: { name: 'MISC_CO', allows: 'any one setMValue' },
  5: { name: 'USE_KEY', allows: 'one use of the key that it names' },
  6: { name: 'MANAGE_KEY', allows: 'one change of the key that it names' },
};

/** What an officer must know of every token before signing it. */
export const NAMES_NO_OPERATION =
  'the token names none; whoever approves it approves any that its service covers';

/**
 * A service in one line.
 *
 * @example
 * describeService(4); // '4 (MISC_CO): allows any one setMValue'
 */
export function describeService(service: number): string {
  const known = SERVICES[service];
  return known === undefined
    ? `${service}, which mofn does not know`
    : `${service} (${known.name}): allows ${known.allows}`;
}
