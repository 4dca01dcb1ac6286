import { isFailure } from '../../failure.ts';

/** What cannot be read of a bundle, as a code. */
export interface PieceProblem {
  readonly path: string;
  readonly problem: string;
}

/**
 * Reads a piece, which may hold anything.
 *
 * @returns nothing where it cannot be read, which is noted
 */
export function attempt<Result>(
  path: string,
  problems: PieceProblem[],
  read: () => Result,
): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (!isFailure(error)) throw error;
    problems.push({ path, problem: error.code });
    return undefined;
  }
}
