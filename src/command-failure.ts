import type { FailureKind } from './failure.ts';

/**
 * A failure that the user can do something about: thrown by the library where it cannot go on, shown
 * by the command line as `error: MESSAGE` and `hint: HINT`. Anything else that is thrown is a bug.
 *
 * Test with {@link isCommandFailure}, never with `instanceof`: the command line is bundled in pieces, and
 * each piece has a class of its own.
 *
 * @example
 * throw new CommandFailure('file', `cannot read ${path}: no such file`, 'check the path');
 */
export class CommandFailure extends Error {
  /** What {@link isCommandFailure} goes by. */
  readonly isMofnCommandFailure: true = true;
  readonly kind: FailureKind;
  readonly hint: string | undefined;

  constructor(kind: FailureKind, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.kind = kind;
    this.hint = hint;
  }
}

/** Whether something thrown is a {@link CommandFailure}, from whichever bundle it comes. */
export function isCommandFailure(thrown: unknown): thrown is CommandFailure {
  return typeof thrown === 'object' && thrown !== null && 'isMofnCommandFailure' in thrown;
}
