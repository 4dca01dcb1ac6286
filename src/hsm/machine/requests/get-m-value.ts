import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireService } from './require-service.ts';

/** getMValue, which needs no log-in. */
export function getMValue(context: Context, request: RequestOf<'getMValue'>): Outcome<'getMValue'> {
  const m = context.state.mValues[requireService(context.state, request.service)];
  return { state: context.state, reply: { ok: true, m } };
}
