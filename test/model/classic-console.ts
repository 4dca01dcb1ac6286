import type { Cluster } from '../../src/hsm/cluster/cluster.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import type { MemoryFiles } from '../../src/node/memory-files.ts';
import { signAuthData } from './sign-files.ts';

/** A classic console whose questions are answered with yes, and with abort. */
export class ClassicConsole {
  readonly #console: Console;
  #printed = '';
  user = 'nobody';
  /** The key that signs what a second factor is asked for. */
  signer = '';

  constructor(cluster: Cluster, files: MemoryFiles) {
    const input = async function* (this: ClassicConsole): AsyncIterable<string> {
      for (;;) {
        const question = this.#printed.trimEnd().split('\n').at(-1) ?? '';
        if (question.endsWith('(R/I/A):')) yield 'A\n';
        else if (question.endsWith('(R/B/I):')) yield 'I\n';
        else if (question.endsWith('Enter filename:')) {
          signAuthData(files, this.signer);
          yield '\n';
        } else yield 'y\n';
      }
    };
    this.#console = new Console({
      cluster,
      input: input.call(this),
      output: { write: (text) => (this.#printed += text) },
      files,
    });
  }

  async execute(line: string): Promise<{ readonly isDone: boolean; readonly printed: string }> {
    this.#printed = '';
    const outcome = await this.#console.execute(line);
    return { isDone: outcome === 'done', printed: this.#printed };
  }

  close(): Promise<void> {
    return this.#console.close();
  }
}
