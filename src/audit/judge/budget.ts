import { Failure } from '../../failure.ts';

/**
 * How much an audit holds, so that a log of any size takes the same memory. A cluster that does a guarded operation
 * every hour for ten years does 87,600.
 */
export const AUDIT_LIMITS: Readonly<
  Record<'operations' | 'sessions' | 'connections' | 'streams' | 'findings', number>
> = {
  /** Guarded operations, done or refused, and tokens: events of all streams together. */
  operations: 200_000,
  /** Log-ins of officers. */
  sessions: 200_000,
  /** Connections with somebody logged in: as many as 32 bits of a handle have room for. */
  connections: 1 << 20,
  /** Parts of streams, each of a file. */
  streams: 1000,
  /** Findings of a kind that are kept of each stream; others are counted. */
  findings: 100,
};

/** What is counted over all streams. */
export type Budgeted = Exclude<keyof typeof AUDIT_LIMITS, 'findings'>;

/** What is left of {@link AUDIT_LIMITS}. */
export class Budget {
  readonly #left: Record<Budgeted, number>;

  constructor(limits: Readonly<Record<Budgeted, number>> = AUDIT_LIMITS) {
    const { operations, sessions, connections, streams } = limits;
    this.#left = { operations, sessions, connections, streams };
  }

  /** @throws Failure `audit-too-much` */
  spend(what: Budgeted): void {
    if (this.#left[what] <= 0) throw new Failure('audit-too-much', { what });
    this.#left[what] -= 1;
  }

  giveBack(what: Budgeted): void {
    this.#left[what] += 1;
  }
}
