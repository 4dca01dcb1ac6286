import { findService } from '../token/service.ts';
import { KEY_SERVICES, type KeyService } from './keys.ts';
import { QUORUM_SERVICES, type QuorumService } from './m-values.ts';

/** A service that an HSM asks approvals for: as its M value says, or as a key itself does. */
export type GuardedService = QuorumService | KeyService;

export const GUARDED_SERVICES: readonly GuardedService[] = [...QUORUM_SERVICES, ...KEY_SERVICES];

/** The service of that number, if approvals are asked for it. */
export function findGuardedService(number: number): GuardedService | undefined {
  const code = findService(number)?.code;
  return GUARDED_SERVICES.find((service) => service === code);
}

/** Whether the tokens of a service are each for one key. */
export function isKeyService(service: GuardedService): service is KeyService {
  return (KEY_SERVICES as readonly GuardedService[]).includes(service);
}
