/**
 * A session at one of the consoles, as the demo plays it: what is typed, and what was printed.
 */
import { PassThrough } from 'node:stream';
import { CloudhsmCli } from '../../../cloudhsm-cli/console.ts';
import type { ClusterConnection } from '../../../hsm/protocol.ts';
import { Console } from '../../../mgmt-util/console.ts';
import { HandedLines } from './handed-lines.ts';

/** A session at a console: one officer's. */
export interface ConsoleSession {
  /**
   * Types one command, and the answers to what it asks.
   *
   * @returns what the console printed
   */
  type(line: string, ...answers: readonly string[]): Promise<string>;
  /** Logs out and leaves. */
  leave(): Promise<void>;
}

/** Where a session is. */
interface Place {
  readonly cluster: ClusterConnection;
  readonly directory: string;
  /** Is told of each line behind its prompt, and of what was printed. */
  show(prompt: string, line: string, printed: string): void;
}

/** At the classic console, in its first edition. */
export function startClassicSession({ cluster, directory, show }: Place): ConsoleSession {
  // The console listens to its terminal at all times, so that Ctrl-C is heard.
  const typed = new PassThrough();
  let printed = '';
  const output = { write: (text: string) => (printed += text) };
  const terminal = { setRawMode: () => undefined };
  const session = new Console({ cluster, directory, input: typed, output, terminal });
  return {
    type: async (line, ...answers) => {
      printed = '';
      for (const answer of answers) typed.write(`${answer}\r`);
      await session.execute(line);
      show('aws-cloudhsm>', line, printed);
      return printed;
    },
    leave: () => session.close(),
  };
}

/** At the newer command line, in its interactive mode. */
export function startSdk5Session({ cluster, directory, show }: Place): ConsoleSession {
  const prompt = 'aws-cloudhsm > ';
  const lines = new HandedLines();
  let printed = '';
  const output = { write: (text: string) => (printed += text) };
  const options = { cluster, directory, input: lines.read(), output, errors: output };
  const running = new CloudhsmCli(options).runInteractive();
  const untilPrompt = async (): Promise<void> => {
    await Promise.race([lines.wanted(), running]);
    if (!printed.endsWith(prompt)) throw new Error(`expected a prompt, found:\n${printed}`);
  };
  return {
    type: async (line, ...answers) => {
      await untilPrompt();
      printed = '';
      lines.hand(line, ...answers);
      await untilPrompt();
      const answer = printed.slice(0, -prompt.length);
      show(prompt, line, answer);
      return answer;
    },
    leave: async () => {
      lines.end();
      await running;
    },
  };
}
