import { type FailureKind, isFailure } from '../../failure.ts';
import { isCommandFailure } from '../command-failure.ts';

/** A failure in the command line's words. */
export interface ToldFailure {
  readonly kind: FailureKind;
  readonly message: string;
  /** The message, line by line. */
  readonly lines: readonly string[];
  readonly hint: string | undefined;
}

/**
 * Puts what was thrown into words. They are loaded only now: most commands end without a failure.
 *
 * @returns undefined for what is no failure, but a bug
 * @example
 * const told = await describeThrown(error);
 * if (told === undefined) throw error;
 */
export async function describeThrown(thrown: unknown): Promise<ToldFailure | undefined> {
  if (isCommandFailure(thrown)) return thrown;
  if (!isFailure(thrown)) return undefined;
  const { describeFailure } = await import('../../words/failures/index.ts');
  const described = describeFailure(thrown);
  return { kind: thrown.kind, ...described, lines: [described.message] };
}
