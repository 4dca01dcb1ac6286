import type { HsmRequest } from '../protocol.ts';
import type { HsmRefusal } from '../refusals.ts';
import { REFUSALS_KEPT, type Refusal } from './server-state.ts';

/** The refusals of a server and one more; the oldest goes where there are too many. */
export function noteRefusal(
  refusals: readonly Refusal[],
  { op, client }: Pick<Refusal, 'op' | 'client'>,
  { error, reason }: HsmRefusal,
  at: number,
): readonly Refusal[] {
  return [...refusals.slice(1 - REFUSALS_KEPT), { op, client, error, reason, at, succeeded: null }];
}

/**
 * The refusals of a server on which such a request went through.
 *
 * @returns the very list where none of them was waiting for that
 */
export function noteSuccess(
  refusals: readonly Refusal[],
  op: HsmRequest['op'],
  at: number,
): readonly Refusal[] {
  const isOpen = (refusal: Refusal): boolean => refusal.op === op && refusal.succeeded === null;
  if (!refusals.some(isOpen)) return refusals;
  return refusals.map((refusal) => (isOpen(refusal) ? { ...refusal, succeeded: at } : refusal));
}
