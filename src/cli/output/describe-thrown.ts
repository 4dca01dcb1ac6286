import { isFailure } from '../../failure.ts';
import { isCommandFailure } from '../command-failure.ts';
import type { Context } from '../context.ts';
import type { ExitKind } from '../exit-codes.ts';

/** A failure in the command line's words. */
export interface ToldFailure {
  readonly kind: ExitKind;
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
 * const told = await describeThrown(error, context);
 * if (told === undefined) throw error;
 */
export async function describeThrown(
  thrown: unknown,
  { cwd }: Pick<Context, 'cwd'>,
): Promise<ToldFailure | undefined> {
  if (isCommandFailure(thrown)) return thrown;
  if (!isFailure(thrown)) return undefined;
  const { describeFailure } = await import('../../words/failures/index.ts');
  const { hintAtPath } = await import('./path-hint.ts');
  const { message, hint } = describeFailure(thrown);
  return { kind: thrown.kind, message, lines: [message], hint: hintAtPath(thrown, cwd) ?? hint };
}
