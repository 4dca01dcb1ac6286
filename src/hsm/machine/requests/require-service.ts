import { findQuorumService, type QuorumService } from '../../m-values.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';

/** A service that has an M value, by its number. @throws Refused */
export function requireService(number: number): QuorumService {
  const service = findQuorumService(requireNumber(number, 'service'));
  if (service !== undefined) return service;
  throw new Refused('RET_INVALID_INPUT', { code: 'service-without-quorum', service: number });
}
