import * as v from 'valibot';

import type { ProcessIdentity } from '../protocol.ts';
import { Refused } from './refused.ts';
import { PROCESS_SCHEMA } from './state-schema.ts';

/** A state with anything else in it could not be read again. @throws Refused */
export function requireProcess(process: ProcessIdentity): void {
  if (v.is(PROCESS_SCHEMA, process)) return;
  throw new Refused('RET_INVALID_INPUT', { code: 'process-malformed' });
}
