/**
 * Questions inside a command. Input may end, or Ctrl-C be typed, at each of them: then the answer is
 * the one that does least.
 */
import type { ConsoleOutput, LineReader, LineReading } from '../terminal/line-reader.ts';
import { WORDS } from './words.ts';

/** Answers after createUser or changePswd failed on one server. */
export type RetryIgnoreAbort = 'R' | 'I' | 'A';
/** Answers after deleteUser failed on one server. */
export type RetryRollBackIgnore = 'R' | 'B' | 'I';

export class Dialogue {
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

  /** Whether to go on with what the caution box warns of; no where input ends. */
  async askToContinue(): Promise<boolean> {
    const answer = await this.#choose(
      WORDS.continueQuestion,
      ['y', 'n'],
      'n',
      WORDS.invalidContinue,
    );
    return answer === 'y';
  }

  /** What to do about a server that refused; abort where input ends. */
  askRetryIgnoreAbort(): Promise<RetryIgnoreAbort> {
    const options = ['R', 'I', 'A'] as const;
    return this.#choose(WORDS.retryIgnoreAbort, options, 'A', WORDS.invalidChoice(options));
  }

  /** What to do about a server that refused; ignore where input ends. */
  askRetryRollBackIgnore(): Promise<RetryRollBackIgnore> {
    const options = ['R', 'B', 'I'] as const;
    return this.#choose(WORDS.retryRollBackIgnore, options, 'I', WORDS.invalidChoice(options));
  }

  /**
   * Asks for a password or a pass phrase, which is not shown.
   *
   * @returns undefined where input ended or Ctrl-C was typed: the command is called off
   */
  async askSecret(prompt: string): Promise<string | undefined> {
    const reading = this.#ended
      ? ({ kind: 'end' } as const)
      : await this.#lines.read(prompt, 'secret');
    this.#note(reading);
    return reading.kind === 'line' ? reading.text : undefined;
  }

  /** Input ends once: what is asked after that is shown, with no wait for an answer. */
  async #read(question: string): Promise<LineReading> {
    if (this.#ended) {
      this.#output.write(question);
      return { kind: 'end' };
    }
    const reading = await this.#lines.read(question, 'answer');
    this.#note(reading);
    return reading;
  }

  #note({ kind }: LineReading): void {
    this.#ended ||= kind === 'end';
    this.#interrupted ||= kind === 'interrupt';
  }

  async #choose<Option extends string>(
    question: string,
    options: readonly Option[],
    otherwise: Option,
    invalid: string,
  ): Promise<Option> {
    for (;;) {
      const reading = await this.#read(question);
      if (reading.kind !== 'line') return otherwise;
      const answer = reading.text.trim();
      const option = options.find((each) => each === answer);
      if (option !== undefined) return option;
      this.#output.write(`${invalid}\n\n`);
    }
  }
}
