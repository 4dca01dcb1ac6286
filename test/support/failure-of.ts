import { isFailure } from '../../src/failure.ts';

/** What a user would be told: the failure that an action ends with. Anything else is thrown on. */
export function failureOf(action: () => unknown): { kind: string; message: string; hint: string } {
  try {
    action();
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { kind: error.kind, message: error.message, hint: error.hint ?? '' };
  }
  throw new Error('expected a failure');
}
