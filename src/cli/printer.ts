/**
 * How commands print. All that they say goes through here, and nothing else of a stream is in their
 * reach: text is shown so that no name in it can act upon a terminal, hide, or begin a line of its own.
 */

/** How a piece of a line is coloured, by what it means. */
export type Paint = 'error' | 'warning' | 'info' | 'hint' | 'good' | 'strong' | 'faint';

export interface Painted {
  readonly paint: Paint;
  readonly text: string;
}

/** One line, without its end, whole or in pieces. A newline in it is shown as `\n`. */
export type Line = string | readonly (string | Painted)[];

/** What a workflow command of GitHub Actions is made of. */
export interface WorkflowCommand {
  readonly name: 'error' | 'warning' | 'notice';
  readonly properties: Readonly<Record<string, string | number>>;
  readonly message: readonly string[];
}

export interface Printer {
  readonly isTTY: boolean;
  /** Columns of the terminal; 80 where it is none. */
  readonly columns: number;
  /** Text, made safe to show: see `escapeUnsafe`. A very long line is cut. */
  printLine(line: Line): void;
  printLines(lines: readonly Line[]): void;
  /** Text without an end of line, made safe to show. */
  printPrompt(text: string): void;
  /** The same over what stands on the terminal's line. */
  printProgress(text: string): void;
  /** JSON with an end of line; what is not safe to show is escaped in it. */
  printJson(value: object, indent?: number): void;
  /** By these GitHub shows findings beside the lines of a pull request. */
  printWorkflowCommand(command: WorkflowCommand): void;
  /**
   * What the emulated device says, as it is; but nothing of it is a command to the build server in which
   * it is read.
   */
  writeDeviceText(text: string): void;
  /** What is no words of ours: an approval file, a signature. As it is. */
  writeData(data: string | Uint8Array): void;
}

/** A piece of a line with its colour. */
export function paint(paint: Paint, text: string): Painted {
  return { paint, text };
}
