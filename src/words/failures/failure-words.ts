import type { FailureValues } from '../../failure.ts';

/** What people read of the failures of one room. */
export type FailureWords<Failures extends Partial<FailureValues>> = {
  readonly [Code in keyof Failures]: {
    /** Lower case, says what was found and what was expected, no full stop; safe to show. */
    readonly message: (values: Failures[Code]) => string;
    /** What to do about it. */
    readonly hint?: (values: Failures[Code]) => string | undefined;
  };
};
