import * as v from 'valibot';

import type { Approval, HsmRequest, OperationApproval } from '../protocol.ts';
import type { RequestOf } from './context.ts';
import { expected } from './expected.ts';

/** Shapes of which requests are made. */

/** What a request has beside `op`. */
export type Members<Op extends HsmRequest['op']> = {
  readonly [Key in Exclude<keyof RequestOf<Op>, 'op'>]-?: v.GenericSchema<
    unknown,
    RequestOf<Op>[Key]
  >;
};

export const text: v.GenericSchema<unknown, string> = v.string();
/** A text of which no failure tells what stands there instead. */
export const secret: v.GenericSchema<unknown, string> = v.string(
  expected('type', { type: 'string' }),
);
/** The machine refuses one that is not finite, as a device would. */
export const number: v.GenericSchema<unknown, number> = v.custom<number>(
  (value) => typeof value === 'number',
  expected('type', { type: 'number' }),
);
export const bytes: v.GenericSchema<unknown, Uint8Array> = v.instance(Uint8Array);
export const approvals: v.GenericSchema<unknown, Approval[]> = v.array(
  v.object({ type: v.nullable(number), name: text, signature: bytes }),
);
export const neededApproval: v.GenericSchema<unknown, OperationApproval> = v.object({
  multiToken: bytes,
  approvals,
});
export const approval: v.GenericSchema<unknown, OperationApproval | undefined> =
  v.optional(neededApproval);
