import { Failure } from '../../failure.ts';

/**
 * How much an audit holds, so that a log of any size takes the same memory. A cluster that does a guarded operation
 * every hour for ten years does 87,600.
 */
export interface AuditLimits {
  /** Guarded operations, done or refused, and tokens: events of all streams together. */
  readonly operations: number;
  /** Log-ins of officers. */
  readonly sessions: number;
  /** Connections with somebody logged in. */
  readonly connections: number;
  /** Parts of streams, each of a file. */
  readonly streams: number;
}

export const AUDIT_LIMITS: AuditLimits = {
  operations: 200_000,
  sessions: 200_000,
  // As many as 32 bits of a handle have room for.
  connections: 1 << 20,
  streams: 1000,
};

/** Findings of a kind that are kept of each stream; others are counted. */
export const MOST_FINDINGS = 100;

type Budgeted = keyof AuditLimits;

/** What is left of {@link AUDIT_LIMITS}. */
export class Budget {
  readonly #left: Record<Budgeted, number>;

  constructor(limits: AuditLimits) {
    this.#left = { ...limits };
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
