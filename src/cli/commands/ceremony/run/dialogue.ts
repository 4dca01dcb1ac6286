/** Questions of a ceremony, on a terminal or over a pipe. */
import { holdsPassword } from '../../../../ceremony/passwords/holds-password.ts';
import { isSaying, LONGEST_SAYING } from '../../../../ceremony/record/entry-schema.ts';
import type { Participant } from '../../../../ceremony/script/script.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import type { LineReader } from '../../../../terminal/line-reader.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { Context } from '../../../context.ts';
import type { Line } from '../../../printer.ts';

/** Nothing more is to be asked: input has ended, or Ctrl-C was typed. What was not recorded is not. */
export class CalledOff extends Error {}

/** Longest initials. */
const LONGEST_INITIALS = 20;

export class Dialogue {
  readonly #lines: LineReader;
  readonly #context: Context;
  #interrupted = false;

  constructor(lines: LineReader, context: Context) {
    this.#lines = lines;
    this.#context = context;
  }

  /** Whether Ctrl-C was typed. */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  say(lines: readonly Line[]): void {
    this.#context.stdout.printLines(lines);
  }

  /**
   * Asks for one of several words; their beginnings will do.
   *
   * @param meanings of each word, which "help" and "?" show
   * @param whole those of them that are taken in full alone
   * @throws CalledOff
   */
  async choose<Word extends string>(
    meanings: Readonly<Record<Word, string>>,
    whole: readonly string[] = [],
  ): Promise<Word> {
    const words = Object.keys(meanings) as Word[];
    for (;;) {
      const answer = (await this.#ask(`${words.join(', ')}? `)).toLowerCase();
      if (answer === 'help' || answer === '?') {
        this.say(words.map((word) => `  ${word.padEnd(8)} ${meanings[word]}`));
        continue;
      }
      const exact = words.find((word) => word === answer);
      if (exact !== undefined) return exact;
      const fits = answer === '' ? [] : words.filter((word) => word.startsWith(answer));
      const [first, ...others] = fits;
      if (first !== undefined && others.length === 0) {
        if (!whole.includes(first)) return first;
        this.say([`please write ${first} in full`]);
        continue;
      }
      this.say([
        fits.length > 1
          ? `"${answer}" is the beginning of ${fits.join(' and ')}`
          : `please answer ${words.join(', ')}, or with the beginning of one; ? tells what they mean`,
      ]);
    }
  }

  /**
   * Asks for a line of text.
   *
   * @returns undefined where nothing was typed, and that will do
   * @throws CalledOff
   */
  async askText(question: string, isNeeded: true): Promise<string>;
  async askText(question: string, isNeeded: false): Promise<string | undefined>;
  async askText(question: string, isNeeded: boolean): Promise<string | undefined> {
    for (;;) {
      const answer = await this.#ask(`${question}: `);
      if (answer === '' && !isNeeded) return undefined;
      if (holdsPassword(answer)) {
        this.say([
          'there is a password in it, which would stay in the record: please leave it out',
        ]);
        continue;
      }
      if (isSaying(answer) && answer.length <= LONGEST_SAYING) return answer;
      this.say([
        answer === ''
          ? 'please write something'
          : `please write one line of at most ${countNoun(LONGEST_SAYING, 'character')}, without control characters`,
      ]);
    }
  }

  /** Asks each for their initials. @throws CalledOff */
  async askInitials(people: readonly Participant[]): Promise<readonly string[]> {
    const initials: string[] = [];
    for (const { name } of people) {
      for (;;) {
        const answer = await this.askText(`initials of ${name}`, true);
        if (answer.length <= LONGEST_INITIALS) {
          initials.push(answer);
          break;
        }
        this.say([`please write at most ${countNoun(LONGEST_INITIALS, 'character')}`]);
      }
    }
    return initials;
  }

  /** Asks for somebody who takes part. @throws CalledOff */
  async askPerson(question: string, people: readonly Participant[]): Promise<string> {
    for (;;) {
      const id = await this.#ask(`${question} (${people.map((each) => each.id).join(', ')}): `);
      if (people.some((each) => each.id === id)) return id;
      this.say(['please name one of them']);
    }
  }

  /**
   * Asks for some who take part.
   *
   * @param usual what Enter stands for
   * @returns in the order of the script
   * @throws CalledOff
   */
  async askPeople(
    question: string,
    people: readonly Participant[],
    usual: readonly string[],
  ): Promise<readonly Participant[]> {
    for (;;) {
      const answer = await this.#ask(`${question} (Enter for ${usual.join(' ')}): `);
      const ids = answer === '' ? usual : answer.split(/[\s,]+/);
      const stranger = ids.find((id) => !people.some((each) => each.id === id));
      if (stranger === undefined) return people.filter(({ id }) => ids.includes(id));
      this.say([
        `"${stranger}" does not take part; there are ${people.map((each) => each.id).join(', ')}`,
      ]);
    }
  }

  async #ask(question: string): Promise<string> {
    const reading = await this.#lines.read(escapeUnsafe(question), 'entry');
    if (reading.kind === 'line') return reading.text.trim();
    this.#interrupted = reading.kind === 'interrupt';
    throw new CalledOff();
  }
}
