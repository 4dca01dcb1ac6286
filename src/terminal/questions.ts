/**
 * Questions inside a command of a console. Input may end, or Ctrl-C be typed, at each of them.
 */
import type { ConsoleOutput, LinePurpose, LineReader, LineReading } from './line-reader.ts';

export class Questions {
  readonly #lines: LineReader;
  readonly #output: ConsoleOutput;
  #ended = false;
  #interrupted = false;

  constructor(lines: LineReader, output: ConsoleOutput) {
    this.#lines = lines;
    this.#output = output;
  }

  /** Whether input has ended at a question; the console then quits after the command. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether Ctrl-C was typed at a question. */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  /**
   * Asks for a password or a pass phrase, which is not shown.
   *
   * @returns undefined where input ended or Ctrl-C was typed: the command is called off
   */
  async askSecret(prompt: string): Promise<string | undefined> {
    if (this.#ended) return undefined;
    return textOf(await this.#read(prompt, 'secret'));
  }

  /**
   * Asks for what is shown as it is typed, on a line of its own.
   *
   * @returns undefined where input ended or Ctrl-C was typed: the command is called off
   */
  async askEntry(prompt: string): Promise<string | undefined> {
    if (this.#ended) return undefined;
    return textOf(await this.#read(prompt, 'entry'));
  }

  /** Input ends once: what is asked after that is shown, with no wait for an answer. */
  protected async ask(question: string): Promise<LineReading> {
    if (!this.#ended) return this.#read(question, 'answer');
    this.#output.write(question);
    return { kind: 'end' };
  }

  /** Writes on its own account, between questions. */
  protected write(text: string): void {
    this.#output.write(text);
  }

  async #read(prompt: string, purpose: LinePurpose): Promise<LineReading> {
    const reading = await this.#lines.read(prompt, purpose);
    this.#ended ||= reading.kind === 'end';
    this.#interrupted ||= reading.kind === 'interrupt';
    return reading;
  }
}

function textOf(reading: LineReading): string | undefined {
  return reading.kind === 'line' ? reading.text : undefined;
}
