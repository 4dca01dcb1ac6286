import type { FindingCode } from '../../../src/hsm/doctor-finding.ts';
import type { Place } from './paste.ts';

/** A cluster of which something is found. */
export interface Case {
  readonly code: FindingCode;
  readonly what: string;
  readonly make: (place: Place) => Promise<unknown> | unknown;
}
