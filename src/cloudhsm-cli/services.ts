/**
 * Services as the commands take them.
 */
import { findService, SERVICES } from '../token/service.ts';

const NUMBERS: ReadonlyMap<string, number> = new Map(
  SERVICES.flatMap(({ number, sdk5 }) => (sdk5?.word === undefined ? [] : [[sdk5.word, number]])),
);

/** Those that the admins approve, in the order of `list-quorum-values`. */
export const SERVICE_NAMES: readonly string[] = [...NUMBERS.keys()];

/** What a token for a registration is asked for as; an HSM knows no such service. */
export const REGISTRATION = 'registration';

/** What help says of each. */
export const SERVICE_HELP: Readonly<Record<string, string>> = {
  user: 'Users: user create, delete, change-password and change-mfa',
  quorum: 'Quorum values: quorum token-sign set-quorum-value',
  cluster: 'The cluster: what changes mutual TLS, on HSMs of the type hsm2m',
  [REGISTRATION]: 'The key with which a user approves: user change-quorum token-sign register',
};

/** The number of a service that a command names. */
export function numberOf(name: string): number {
  return NUMBERS.get(name) ?? Number.NaN;
}

/** The name of a service; its number where no command names it. */
export function nameOf(service: number): string {
  return findService(service)?.sdk5?.word ?? String(service);
}
