/**
 * How the console gets its lines: from a pipe, or from a person at a terminal.
 */

/**
 * Bytes or text as they come: any `Readable`, an array's iterator in tests. Where a piece is still waited
 * for when the console is closed, and there is a `destroy()` as a `Readable` has it, that is called.
 */
export type ConsoleInput = AsyncIterable<Uint8Array | string>;

/** Where output goes, at once and in order: any `Writable`, or an object that collects. */
export interface ConsoleOutput {
  write(text: string): unknown;
}

/** What makes input a terminal: `process.stdin` where it is one. */
export interface ConsoleTerminal {
  /** Turns the terminal's own echo, line editing and signals off, or on again. */
  setRawMode(on: boolean): unknown;
  /** Columns of the screen, which may change; lines are taken not to wrap where it is not known. */
  readonly columns?: number | undefined;
}

/**
 * What a line is for: a command is edited with the history at hand, an answer without, and a secret
 * is not shown at all. An entry is an answer whose line ends visibly in any case, as a secret's does.
 */
export type LinePurpose = 'command' | 'answer' | 'entry' | 'secret';

/** What Tab may do with the end of what stands before the cursor. */
export interface Completion {
  /** Where what is replaced begins. */
  readonly from: number;
  /** What takes its place; what stands there already where nothing can be added. */
  readonly text: string;
  /** All that it may become, to be shown where it is not clear. */
  readonly candidates: readonly string[];
}

/** Finds what Tab may do. @param before the line up to the cursor */
export type Completer = (before: string) => Completion | Promise<Completion>;

/** One line without its end; or that input has ended; or that Ctrl-C was typed instead. */
export type LineReading =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'interrupt' };

export interface LineReader {
  /**
   * Writes the prompt, byte for byte and at once, and reads a line.
   *
   * @param complete what Tab does; without it, Tab is a blank
   */
  read(prompt: string, purpose: LinePurpose, complete?: Completer): Promise<LineReading>;
  /** Keeps a line for the history, in memory only. */
  remember(line: string): void;
  /**
   * Looks out for Ctrl-C while no line is read. It drops what was typed before it, as a terminal does.
   *
   * @param interrupted is called once at most
   * @returns ends the watch
   */
  watch(interrupted: () => void): () => void;
  /** Whoever reads, or will, is told that input has ended. */
  end(): void;
  /** Ends it and lets go of the input; what was not read stays unread. */
  close(): Promise<void>;
}

/**
 * Longest line, in characters. Of a longer one there is one character more, by which it is known; the rest
 * is dropped, so that endless input cannot fill the memory.
 */
export const LONGEST_LINE = 65_536;
