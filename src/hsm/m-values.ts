import type { ServiceCode } from '../token/service.ts';
import type { HsmType } from './hsm-types.ts';

/**
 * M values: how many approvals an operation of a service needs. Services 3 and 4 have one, and that of
 * the cluster itself where an HSM has it; the HSM asks no quorum for the others.
 */

/** A service that the HSM asks a quorum for. */
export type QuorumService = Extract<ServiceCode, 'userManagement' | 'miscCo' | 'clusterManagement'>;

/** All of them, in the order of their numbers. */
export const QUORUM_SERVICES: readonly QuorumService[] = [
  'userManagement',
  'miscCo',
  'clusterManagement',
];

/** The M value of each service; 1 is off. */
export type MValues = { readonly [Service in QuorumService]: number };

/** Those that an HSM of that type asks a quorum for, in the order of their numbers. */
export function quorumServicesOf(type: HsmType): readonly QuorumService[] {
  return type === 'hsm2m'
    ? QUORUM_SERVICES
    : QUORUM_SERVICES.filter((service) => service !== 'clusterManagement');
}

/** M values as they are told of an HSM: of the services that it asks a quorum for. */
export type ShownMValues = Pick<MValues, 'userManagement' | 'miscCo'> & Partial<MValues>;

/** Those that an HSM of that type has. */
export function mValuesOf(type: HsmType, values: MValues): ShownMValues {
  const { clusterManagement, ...rest } = values;
  return quorumServicesOf(type).includes('clusterManagement')
    ? { ...rest, clusterManagement }
    : rest;
}

/**
 * Something for each service that has an M value.
 *
 * @example
 * forEachService(() => 1); // { userManagement: 1, miscCo: 1, clusterManagement: 1 }
 */
export function forEachService<Value>(make: (service: QuorumService) => Value): {
  readonly [Service in QuorumService]: Value;
} {
  return Object.fromEntries(
    QUORUM_SERVICES.map((service) => [service, make(service)]),
  ) as ReturnType<typeof forEachService<Value>>;
}
