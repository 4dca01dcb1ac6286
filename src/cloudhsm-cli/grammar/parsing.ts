/**
 * What comes of the words of a command line.
 */
import type { ParsedCommand } from './command-spec.ts';

/** What comes of a command line. */
export type Parsing =
  | { readonly kind: 'command'; readonly command: ParsedCommand }
  /** Help, or the version, that was asked for: for standard output, with exit code 0. */
  | { readonly kind: 'help'; readonly text: string }
  /** What is wrong, or the help of a command that needs a subcommand: for standard error, with 2. */
  | {
      readonly kind: 'error';
      readonly text: string;
      /** The command as far as it was understood: `['user', 'create']`. */
      readonly path: readonly string[];
      readonly reason: UsageReason;
    };

/** What is wrong with a command line, for who asks afterwards. */
export type UsageReason =
  /** There is no such command; `nearest` may have been meant. */
  | { readonly code: 'unknown-command'; readonly nearest: string | null }
  /** The command is written otherwise. */
  | { readonly code: 'wrong-words'; readonly syntax: string };

/** Goes up where there is nothing more to read. */
export class Ended extends Error {
  readonly parsing: Parsing;

  constructor(parsing: Parsing) {
    super(parsing.kind);
    this.parsing = parsing;
  }
}
