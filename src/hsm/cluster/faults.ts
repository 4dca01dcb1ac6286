import type { HsmRequest } from '../protocol.ts';
import type { HsmErrorName } from '../refusals.ts';

/**
 * Faults on demand: what an operator makes go wrong, so that automation sees it in a test and not in
 * production.
 */

/** One fault. It happens to requests to its server (any, where it names none). */
export type Fault =
  | {
      readonly kind: 'error';
      readonly server: number | null;
      /** The request that fails; any where null. */
      readonly command: HsmRequest['op'] | null;
      /** How many such requests still pass before it. */
      readonly after: number;
      /** How many fail then; null is all of them. */
      readonly times: number | null;
      /** What the HSM says. */
      readonly error: HsmErrorName;
    }
  /** The server cannot be reached. */
  | { readonly kind: 'drop'; readonly server: number | null }
  /** As releases of the newer command line up to 5.16.1, it lists no tokens where there are many. */
  | { readonly kind: 'many-tokens'; readonly server: number | null }
  /** Each answer takes so many milliseconds longer. */
  | { readonly kind: 'slow'; readonly server: number | null; readonly ms: number };

/** Longest delay of a slow server, in milliseconds, however many faults it has. */
export const LONGEST_DELAY = 600_000;

/**
 * The fewest tokens that are many (AWS CloudHSM user guide, release notes: "three or more tokens").
 */
export const MANY_TOKENS = 3;

/** How many faults a cluster has at most. */
export const MOST_FAULTS = 256;

/** What the faults of a cluster do to one request. */
export interface FaultEffect {
  /** Milliseconds to wait before the answer; those of several faults together, up to the longest. */
  readonly delay: number;
  /** What the HSM answers instead of doing it; null where it does it. */
  readonly error: HsmErrorName | null;
  /** Whether the server cannot be reached. */
  readonly dropped: boolean;
  /** Whether the newer command line lists no tokens where there are {@link MANY_TOKENS} or more. */
  readonly manyTokensFail: boolean;
  /** The faults afterwards, counted down, without those that are over; the very same array where nothing was counted. */
  readonly faults: readonly Fault[];
}

/**
 * What the faults do to a request, or to a mere attempt to connect (`op` null). Faults that count are
 * counted; the first error that is due is the one that happens.
 */
export function applyFaults(
  faults: readonly Fault[],
  server: number,
  op: HsmRequest['op'] | null,
): FaultEffect {
  let delay = 0;
  let error: HsmErrorName | null = null;
  let dropped = false;
  let manyTokensFail = false;
  let counted = false;
  const after = faults.flatMap((fault): readonly Fault[] => {
    if (fault.server !== null && fault.server !== server) return [fault];
    if (fault.kind === 'drop') dropped = true;
    if (fault.kind === 'many-tokens') manyTokensFail = true;
    if (fault.kind === 'slow') delay += fault.ms;
    if (fault.kind !== 'error' || op === null || error !== null) return [fault];
    if (fault.command !== null && fault.command !== op) return [fault];
    if (fault.after > 0) {
      counted = true;
      return [{ ...fault, after: fault.after - 1 }];
    }
    error = fault.error;
    if (fault.times === null) return [fault];
    counted = true;
    return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
  });
  return {
    delay: Math.min(delay, LONGEST_DELAY),
    error,
    dropped,
    manyTokensFail,
    faults: counted ? after : faults,
  };
}
