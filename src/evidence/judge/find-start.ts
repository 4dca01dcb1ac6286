import { compareNumbers } from '../../audit/judge/order.ts';
import { secondOf, toMicroseconds } from './instants.ts';
import type { Logs } from './read-logs.ts';

/** Times that a ceremony begins by, in seconds since 1970. */
export interface Beginnings {
  /** When the record was opened. */
  readonly opened: number | undefined;
  /** When each token was made. */
  readonly created: readonly number[];
  /** When each request was made. */
  readonly made: readonly number[];
}

/**
 * From when on what was done is held against requests: from when the record was opened, or from when the first token was
 * got. A cluster may have been set up in the very second before; so the end of the second counts of the record, and of a
 * token the HSM's own time, which has microseconds.
 *
 * @returns microseconds since 1970; nothing where there is nothing that begins
 */
export function findStart(
  { got }: Pick<Logs, 'got'>,
  { opened, created, made }: Beginnings,
): bigint | undefined {
  const ofRecord = opened === undefined ? [] : [toMicroseconds(opened + 1)];
  const ofTokens = created.flatMap((second) => {
    const times = got.filter((time) => secondOf(time) === second);
    return [...times, toMicroseconds(second + 1)].sort(compareNumbers).slice(0, 1);
  });
  const ofRequests = created.length > 0 || opened !== undefined ? [] : made.map(toMicroseconds);
  return [...ofRecord, ...ofTokens, ...ofRequests].sort(compareNumbers)[0];
}
