/**
 * Questions inside a command. Input may end, or Ctrl-C be typed, at each of them: then the answer is
 * the one that does least.
 */
import { Questions } from '../terminal/questions.ts';
import { WORDS } from './words.ts';

/** Answers after createUser or changePswd failed on one server. */
export type RetryIgnoreAbort = 'R' | 'I' | 'A';
/** Answers after deleteUser failed on one server. */
export type RetryRollBackIgnore = 'R' | 'B' | 'I';

export class Dialogue extends Questions {
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

  async #choose<Option extends string>(
    question: string,
    options: readonly Option[],
    otherwise: Option,
    invalid: string,
  ): Promise<Option> {
    for (;;) {
      const reading = await this.ask(question);
      if (reading.kind !== 'line') return otherwise;
      const answer = reading.text.trim();
      const option = options.find((each) => each === answer);
      if (option !== undefined) return option;
      this.write(`${invalid}\n\n`);
    }
  }
}
