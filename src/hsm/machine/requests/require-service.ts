import { SERVICE } from '../../../token/service.ts';
import { type QuorumService, quorumServicesOf } from '../../m-values.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import type { HsmState } from '../state.ts';

/** A service that has an M value on this HSM, by its number. @throws Refused */
export function requireService({ type }: HsmState, number: number): QuorumService {
  requireNumber(number, 'service');
  const service = quorumServicesOf(type).find((one) => SERVICE[one] === number);
  if (service !== undefined) return service;
  throw new Refused('RET_INVALID_INPUT', { code: 'service-without-quorum', service: number });
}
