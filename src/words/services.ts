import { findService, SERVICE, type ServiceCode } from '../token/service.ts';

/** What an approved token of each service lets its owner do, once. */
const ALLOWS: Readonly<Record<ServiceCode, string>> = {
  backupByCu: 'one backup by a crypto user',
  backupByCo: 'one backup by a crypto officer',
  cloning: 'one cloning',
  userManagement: 'any one createUser, deleteUser or changePswd of another user',
  miscCo: 'any one setMValue',
  useKey: 'one signature with the key that it names',
  manageKey:
    'any one wrapping, unwrapping, sharing, unsharing or change of an attribute of the key that it names',
  clusterManagement: 'any one change of whom the cluster trusts for mutual TLS',
};

/** The same where the words of `cloudhsm-cli` are others: its token files are handed in there alone. */
const ALLOWS_IN_SDK5: Readonly<Partial<Record<ServiceCode, string>>> = {
  userManagement: 'any one user create, user delete or user change-password of another user',
  miscCo: 'any one quorum token-sign set-quorum-value',
  useKey: 'one crypto sign with the key that it names',
  manageKey: 'any one key wrap, unwrap, share, unshare or set-attribute with the key that it names',
};

/** What an officer must know of every token before signing it. */
const NAMES_NO_OPERATION =
  'the token names none; whoever approves it approves any that its service covers';

/** The same of tokens that are each for one key. */
const KEY_NAMES_NO_OPERATION: Readonly<Partial<Record<ServiceCode, string>>> = {
  useKey:
    'the token names the key, and not the data; whoever approves it approves a signature of any',
  manageKey:
    'the token names the key, and not what is done; whoever approves it approves any that its service covers',
};

/** What an approver must know of a token of a service before signing it. */
export function namesNoOperation(service: number | undefined): string {
  const known = service === undefined ? undefined : findService(service);
  return (known && KEY_NAMES_NO_OPERATION[known.code]) ?? NAMES_NO_OPERATION;
}

/**
 * What an approved token of a service allows, in the words of the console that takes its file; nothing where
 * no document knows the service.
 */
export function serviceAllows(
  service: number,
  format: 'classic' | 'sdk5' = 'classic',
): string | undefined {
  const known = findService(service);
  if (known === undefined) return undefined;
  return (format === 'sdk5' ? ALLOWS_IN_SDK5[known.code] : undefined) ?? ALLOWS[known.code];
}

/**
 * A service in one line, in the words of the console that takes such a token.
 *
 * @example
 * describeService(4); // '4 (MISC_CO): allows any one setMValue'
 * describeService(4, 'sdk5'); // '4 (MISC_CO): allows any one quorum token-sign set-quorum-value'
 */
export function describeService(service: number, format: 'classic' | 'sdk5' = 'classic'): string {
  const known = findService(service);
  return known === undefined
    ? `${service}, which mofn does not know`
    : `${service} (${known.name}): allows ${serviceAllows(service, format)}`;
}

/**
 * A service by number and name.
 *
 * @example
 * nameService('miscCo'); // '4 (MISC_CO)'
 */
export function nameService(code: ServiceCode): string {
  const number = SERVICE[code];
  return `${number} (${findService(number)?.name})`;
}

/**
 * Several of them in a row.
 *
 * @example
 * nameServices(['userManagement', 'miscCo']); // '3 (USER_MGMT) and 4 (MISC_CO)'
 */
export function nameServices(codes: readonly ServiceCode[]): string {
  const names = codes.map(nameService);
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
