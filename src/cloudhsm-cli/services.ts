/**
 * Services as the commands name them; as token files name them, they stand in token/service.ts.
 */
import { SERVICE, type ServiceCode } from '../token/service.ts';

const CODES = { user: 'userManagement', quorum: 'miscCo', cluster: 'clusterManagement' } as const;

/** A service that the admins approve. */
type ServiceName = keyof typeof CODES;

/** Those that the admins approve, in the order of `list-quorum-values`. */
export const SERVICE_NAMES: readonly ServiceName[] = Object.keys(CODES) as ServiceName[];

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
  const code: ServiceCode | undefined = CODES[name as ServiceName];
  return code === undefined ? Number.NaN : SERVICE[code];
}

/** The name of a service; its number where no command names it. */
export function nameOf(service: number): string {
  return SERVICE_NAMES.find((name) => SERVICE[CODES[name]] === service) ?? String(service);
}
