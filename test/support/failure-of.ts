import { isCommandFailure } from '../../src/cli/command-failure.ts';
import { isFailure } from '../../src/failure.ts';
import { describeFailure } from '../../src/words/failures/index.ts';

interface ToldFailure {
  readonly kind: string;
  readonly message: string;
  readonly hint: string;
}

/** What a user would be told: the failure that an action ends with. Anything else is thrown on. */
export function failureOf(action: () => unknown): ToldFailure {
  try {
    action();
  } catch (error) {
    return tell(error);
  }
  throw new Error('expected a failure');
}

/** As {@link failureOf}, of what goes on in the background. */
export async function rejectionOf(action: Promise<unknown>): Promise<ToldFailure> {
  try {
    await action;
  } catch (error) {
    return tell(error);
  }
  throw new Error('expected a failure');
}

function tell(error: unknown): ToldFailure {
  if (isCommandFailure(error)) {
    return { kind: error.kind, message: error.message, hint: error.hint ?? '' };
  }
  if (!isFailure(error)) throw error;
  const { message, hint = '' } = describeFailure(error);
  return { kind: error.kind, message, hint };
}
