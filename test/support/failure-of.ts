import { isCommandFailure } from '../../src/command-failure.ts';
import { isFailure } from '../../src/failure.ts';
import { describeFailure } from '../../src/words/failures/index.ts';

/** What a user would be told: the failure that an action ends with. Anything else is thrown on. */
export function failureOf(action: () => unknown): { kind: string; message: string; hint: string } {
  try {
    action();
  } catch (error) {
    if (isCommandFailure(error)) {
      return { kind: error.kind, message: error.message, hint: error.hint ?? '' };
    }
    if (!isFailure(error)) throw error;
    const { message, hint = '' } = describeFailure(error);
    return { kind: error.kind, message, hint };
  }
  throw new Error('expected a failure');
}
