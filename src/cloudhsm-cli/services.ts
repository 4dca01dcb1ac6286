/**
 * Services as the commands take them.
 */
import { findService, findServiceByName, isKeyService, SERVICES } from '../token/service.ts';

const NUMBERS: ReadonlyMap<string, number> = new Map(
  SERVICES.flatMap(({ number, sdk5 }) => (sdk5?.word === undefined ? [] : [[sdk5.word, number]])),
);

/** Those that the admins approve, in the order of `list-quorum-values`. */
export const SERVICE_NAMES: readonly string[] = [...NUMBERS.keys()];

/** What a token for a registration is asked for as; an HSM knows no such service. */
export const REGISTRATION = 'registration';

/** Those that the users of a key approve. */
export const KEY_SERVICE_NAMES: readonly string[] = SERVICES.flatMap(({ number, sdk5 }) =>
  isKeyService(number) ? (sdk5?.name ?? []) : [],
);

/** What help says of each. */
export const SERVICE_HELP: Readonly<Record<string, string>> = {
  user: 'Users: user create, delete, change-password and change-mfa',
  quorum: 'Quorum values: quorum token-sign set-quorum-value',
  cluster: 'The cluster: what changes mutual TLS, on HSMs of the type hsm2m',
  'key-usage': 'The use of a key: crypto sign',
  'key-management': 'A key itself: key share, unshare, set-attribute, wrap and unwrap',
  [REGISTRATION]: 'The key with which a user approves: user change-quorum token-sign register',
};

/** The number of a service that a command names. */
export function numberOf(name: string): number {
  return NUMBERS.get(name) ?? findServiceByName(name)?.number ?? Number.NaN;
}

/** The name of a service; its number where no command names it. */
export function nameOf(service: number): string {
  const { word, name } = findService(service)?.sdk5 ?? {};
  return word ?? name ?? String(service);
}
