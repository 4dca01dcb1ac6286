/** What kind of thing went wrong. The command line turns each kind into one exit code. */
export type FailureKind =
  /** the caller asked for something that makes no sense */
  | 'usage'
  /** a file cannot be read or written, is over the limit, or is malformed where it is needed */
  | 'file'
  /** a key cannot be read, or its pass phrase is missing or wrong */
  | 'key'
  /** the emulator's state is missing, damaged, or not a cluster */
  | 'state';

/**
 * A failure that the user can do something about: thrown by the library where it cannot go on, shown
 * by the command line as `error: MESSAGE` and `hint: HINT`. Anything else that is thrown is a bug.
 *
 * Test with {@link isFailure}, never with `instanceof`: the command line is bundled in pieces, and
 * each piece has a class of its own.
 *
 * @example
 * throw new Failure('file', `cannot read ${path}: no such file`, 'check the path');
 */
export class Failure extends Error {
  /** What {@link isFailure} goes by. */
  readonly isMofnFailure: true = true;
  readonly kind: FailureKind;
  readonly hint: string | undefined;

  constructor(kind: FailureKind, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.kind = kind;
    this.hint = hint;
  }
}

/** Whether something thrown is a {@link Failure}, from whichever bundle it comes. */
export function isFailure(thrown: unknown): thrown is Failure {
  return typeof thrown === 'object' && thrown !== null && 'isMofnFailure' in thrown;
}
