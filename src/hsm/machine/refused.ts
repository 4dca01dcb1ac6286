import type { HsmErrorName, HsmRefusal, RefusalReason } from '../refusals.ts';

/**
 * How a check deep inside the state machine ends a request: thrown by the check, and made into the
 * reply by machine.ts. It never leaves the machine.
 */
export class Refused extends Error {
  readonly refusal: HsmRefusal;

  constructor(error: HsmErrorName, reason: RefusalReason) {
    super(reason.code);
    this.refusal = { ok: false, error, reason };
  }
}
