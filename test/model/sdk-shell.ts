import { CloudhsmCli } from '../../src/cloudhsm-cli/console.ts';
import type { Cluster } from '../../src/hsm/cluster/cluster.ts';
import type { MemoryFiles } from '../../src/node/memory-files.ts';
import { FACTOR_FILE, signTokens } from './sign-files.ts';

/** What a command of cloudhsm-cli answers. */
export interface Answer {
  readonly error_code: number;
  // biome-ignore lint/suspicious/noExplicitAny: as each command has it
  readonly data: any;
}

/** The answer in what was printed, prompts and all. */
export function answerIn(printed: string): Answer {
  return JSON.parse(printed.slice(printed.indexOf('{\n'), printed.lastIndexOf('}') + 1));
}

/** What is typed at a question of a second factor; nothing where none is asked. */
export function answerTo(printed: string, files: MemoryFiles, signer: string): string | undefined {
  const question = printed.trimEnd().split('\n').at(-1) ?? '';
  if (question.endsWith('unsigned token file):')) {
    signTokens(files, signer);
    return '\n';
  }
  return question.endsWith('Enter public key PEM file path:') ? `${FACTOR_FILE}.pub\n` : undefined;
}

/** A shell of cloudhsm-cli; what is typed is typed when it asks for the next line. */
export class SdkShell {
  readonly #run: Promise<unknown>;
  readonly #cli: CloudhsmCli;
  #printed = '';
  #line: string | undefined;
  #typed: () => void = () => undefined;
  #asked: () => void = () => undefined;
  #isAsking: Promise<void>;
  #isOver = false;
  /** The key that signs what a second factor is asked for. */
  signer = '';

  constructor(cluster: Cluster, files: MemoryFiles) {
    this.#isAsking = this.#nextQuestion();
    const input = async function* (this: SdkShell): AsyncIterable<string> {
      for (;;) {
        const answer = answerTo(this.#printed, files, this.signer);
        if (answer !== undefined) {
          yield answer;
          continue;
        }
        const typed = new Promise<void>((resolve) => {
          this.#typed = resolve;
        });
        this.#asked();
        await typed;
        if (this.#isOver) return;
        yield `${this.#line}\n`;
      }
    };
    this.#cli = new CloudhsmCli({
      cluster,
      input: input.call(this),
      output: { write: (text) => (this.#printed += text) },
      errors: { write: (text) => (this.#printed += text) },
      files,
    });
    this.#run = this.#cli.runInteractive();
  }

  async execute(line: string): Promise<Answer> {
    await this.#isAsking;
    this.#printed = '';
    this.#line = line;
    this.#isAsking = this.#nextQuestion();
    this.#typed();
    await this.#isAsking;
    return answerIn(this.#printed);
  }

  async close(): Promise<void> {
    await this.#isAsking;
    this.#isOver = true;
    this.#typed();
    await this.#run;
  }

  #nextQuestion(): Promise<void> {
    return new Promise((resolve) => {
      this.#asked = resolve;
    });
  }
}
