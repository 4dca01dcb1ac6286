import type { ExitKind } from './exit-codes.ts';

/**
 * A failure of the command line itself, in its own words, beside those of the rooms below it
 * (`Failure`), which say a code. Shown as `error: MESSAGE` and `hint: HINT`.
 *
 * Test with {@link isCommandFailure}, never with `instanceof`: the command line is bundled in pieces, and
 * each piece has a class of its own.
 *
 * @example
 * throw new CommandFailure('usage', 'found nothing to set', 'use --token or --count');
 */
export class CommandFailure extends Error {
  /** What {@link isCommandFailure} goes by. */
  readonly isMofnCommandFailure: true = true;
  readonly kind: ExitKind;
  /** The message, line by line. */
  readonly lines: readonly string[];
  readonly hint: string | undefined;

  constructor(
    kind: ExitKind,
    message: string | readonly string[],
    hint?: string,
    options?: ErrorOptions,
  ) {
    const lines = typeof message === 'string' ? [message] : message;
    super(lines.join('\n'), options);
    this.name = 'CommandFailure';
    this.kind = kind;
    this.lines = lines;
    this.hint = hint;
  }
}

/** Whether something thrown is a {@link CommandFailure}, from whichever bundle it comes. */
export function isCommandFailure(thrown: unknown): thrown is CommandFailure {
  return typeof thrown === 'object' && thrown !== null && 'isMofnCommandFailure' in thrown;
}
