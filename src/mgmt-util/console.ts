/**
 * The console of a cluster: `cloudhsm_mgmt_util`, as a class.
 */
import { resolve } from 'node:path';

import { OneAtATime } from '../console/one-at-a-time.ts';
import { Sessions } from '../console/sessions.ts';
import { connectTo, Interrupted, type Place, Waits } from '../console/waits.ts';
import type { FlavourName } from '../hsm/flavours.ts';
import type { HsmType } from '../hsm/hsm-types.ts';
import type { ClusterConnection } from '../hsm/protocol.ts';
import type { HsmRefusal } from '../hsm/refusals.ts';
import type { UnsentReason } from '../hsm/unsent.ts';
import type { ConsoleFiles } from '../node/console-files.ts';
import { nodeFiles } from '../node/node-files.ts';
import {
  type ConsoleInput,
  type ConsoleOutput,
  type ConsoleTerminal,
  type LineReader,
  LONGEST_LINE,
} from '../terminal/line-reader.ts';
import { openLines } from '../terminal/open-lines.ts';
import { COMMANDS } from './commands/index.ts';
import { Dialogue } from './dialogue.ts';
import { findCommand } from './find-command.ts';
import type { Flavour } from './flavour.ts';
import { FLAVOURS } from './flavours/index.ts';
import type { ConsoleCommand, NumberedServer, Outcome, Shell } from './shell.ts';
import { WORDS } from './words.ts';

/** The kinds of HSM that this console can connect to (AWS user guide, "HSM types": SDK 3 and hsm1). */
const SERVED_TYPES: readonly HsmType[] = ['hsm1'];

/** What a console works with. */
export interface ConsoleOptions {
  readonly cluster: ClusterConnection;
  /** Where lines come from. It is read only as far as they are asked for. */
  readonly input: ConsoleInput;
  /** Where everything goes that the tool prints; prompts come without a newline. */
  readonly output: ConsoleOutput;
  /** Where input is a terminal: lines are echoed and edited, and passwords are not shown. */
  readonly terminal?: ConsoleTerminal;
  /** The edition to be; without it, the cluster's own. */
  readonly flavour?: FlavourName;
  /** Where the paths of files start; without it, the process's working directory. */
  readonly directory?: string;
  /** How files are reached; without it, those of this machine. */
  readonly files?: ConsoleFiles;
  /** Where to tell what is odd about an approval file; without it, nowhere. */
  readonly hints?: ConsoleOutput;
}

/**
 * A console, for a process's own streams or for a test's.
 *
 * @example
 * let printed = '';
 * const console = new Console({
 *   cluster,
 *   input: Readable.from(['y\n']),
 *   output: { write: (text) => (printed += text) },
 * });
 * await console.execute('loginHSM CO officer1 password');
 * await console.execute('createUser CU user1 password'); // asks, and reads the y
 * await console.close();
 */
export class Console {
  readonly #options: ConsoleOptions;
  readonly #flavour: Flavour;
  readonly #commands: readonly ConsoleCommand[];
  readonly #servers: readonly NumberedServer[];
  readonly #lines: LineReader;
  readonly #ask: Dialogue;
  readonly #sessions: Sessions;
  readonly #files: ConsoleFiles;
  /** Where paths start; null where the files are not this machine's. */
  readonly #folder: string | null;
  readonly #waits: Waits;
  #entered: NumberedServer | undefined;
  readonly #turns: OneAtATime = new OneAtATime();
  #closing: Promise<void> | undefined;
  #leaving: Promise<void> | undefined;

  constructor(options: ConsoleOptions) {
    const { cluster, output } = options;
    this.#options = options;
    this.#flavour = FLAVOURS[options.flavour ?? cluster.flavour];
    this.#commands = COMMANDS.filter(({ name }) => !this.#flavour.without.includes(name));
    this.#lines = openLines(options.input, output, options.terminal);
    this.#waits = new Waits(this.#lines, 'classic');
    this.#servers = cluster.servers.map((server, index) => ({
      server: this.#waits.waitFor(server, index),
      index,
      name: server.name,
    }));
    this.#ask = new Dialogue(this.#lines, output);
    this.#sessions = new Sessions();
    const { files, directory } = options;
    this.#folder = files === undefined ? resolve(directory ?? process.cwd()) : null;
    this.#files = files ?? nodeFiles(this.#folder ?? '');
  }

  /**
   * Runs the console as a person sees it: start-up lines, then prompt and command until `quit` or the
   * end of input. Closes it in the end; the cluster stays open.
   *
   * @returns false where one of the servers could not be reached, so that there was no prompt at all
   * @throws Failure as {@link execute} does
   */
  run(): Promise<boolean> {
    return this.#inTurn(async () => {
      try {
        return await this.#converse();
      } finally {
        await this.#leave();
      }
    });
  }

  /**
   * Tries each server, as {@link run} does first, but prints nothing unless one does not answer.
   *
   * @returns false where one could not be reached
   * @throws Failure as {@link execute} does
   */
  connect(): Promise<boolean> {
    return this.#inTurn(() => this.#connect(() => undefined));
  }

  /**
   * Runs one command, as typed at the prompt. Its questions are answered from the input. Ctrl-C at the
   * terminal calls it off, also while a server lets wait.
   *
   * @throws Failure `console-busy` where a command, or the whole console, runs already; `console-closed`
   *   after {@link close}; of kind `state` where the cluster is damaged or gone
   */
  execute(line: string): Promise<Outcome> {
    return this.#inTurn(() => this.#execute(line));
  }

  /** Whether Ctrl-C was typed inside a command, or while a server let wait. */
  get interrupted(): boolean {
    return this.#ask.interrupted || this.#waits.interrupted;
  }

  /**
   * Ends what the console waits for, as the end of input does: a question has the answer that does least,
   * a server that lets wait is asked no more. Then logs out everywhere and lets go of the input.
   */
  close(): Promise<void> {
    this.#waits.end();
    this.#lines.end();
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Closes it, as `await using` does. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    await this.#turns.waitForEnd();
    await this.#leave();
  }

  #leave(): Promise<void> {
    this.#leaving ??= this.#logOut();
    return this.#leaving;
  }

  async #logOut(): Promise<void> {
    try {
      this.#waits.end();
      await this.#sessions.endAll();
    } finally {
      await this.#lines.close();
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run((this.#closing ?? this.#leaving) !== undefined, work);
  }

  async #converse(): Promise<boolean> {
    for (const line of WORDS.connecting) this.#print(line);
    if (!(await this.#connect((line) => this.#print(line)))) return false;
    while (!this.#ask.ended) {
      const reading = await this.#lines.read(this.#prompt(), 'command');
      if (reading.kind === 'end') break;
      if (reading.kind === 'interrupt') continue;
      if ((await this.#execute(reading.text)) === 'quit') break;
    }
    this.#print('\n'.repeat(this.#flavour.emptyLinesBeforeFarewell) + WORDS.disconnecting);
    return true;
  }

  async #execute(line: string): Promise<Outcome> {
    // A piece of it may be a command, and another one than was meant.
    if (line.length > LONGEST_LINE) {
      this.#print(WORDS.lineTooLong);
      this.#note(null, { code: 'line-too-long' });
      return 'refused';
    }
    const [word, ...args] = line.split(/[ \t]+/).filter((each) => each !== '');
    if (word === undefined) return 'done';
    const found = findCommand(word, this.#commands);
    if ('problem' in found) {
      this.#print(found.problem);
      this.#note(null, found.reason);
      return 'refused';
    }
    const { command } = found;
    // A line that is no command is not kept either: it may be a mistyped one, password and all.
    if (command.holdsSecret?.(args) !== true) this.#lines.remember(line);
    const shell = this.#shell(command.name);
    try {
      const outcome = await command.run(args, shell);
      if (outcome === 'done') this.#options.cluster.journal?.noteDone(command.name);
      return outcome;
    } catch (thrown) {
      if (!(thrown instanceof Interrupted)) throw thrown;
      this.#print(WORDS.failed(command.name, WORDS.interrupted));
      shell.printFailure(command.name, thrown.server);
      return 'refused';
    }
  }

  #shell(command: string): Shell {
    const entered = this.#entered;
    const on = (server: Place): string => (entered === undefined ? WORDS.on(server) : '');
    return {
      flavour: this.#flavour,
      commands: this.#commands,
      everyServer: this.#servers,
      servers: entered === undefined ? this.#servers : [entered],
      inServerMode: entered !== undefined,
      sessions: this.#sessions,
      ask: this.#ask,
      files: this.#files,
      enterServer: (server) => {
        this.#entered = server;
      },
      print: (line) => this.#print(line),
      on,
      printSuccess: (command, server) => this.#print(WORDS.succeeded(command, on(server))),
      printFailure: (command, server) => this.#print(WORDS.notDone(command, on(server))),
      printRefusal: (command, { error }: HsmRefusal) =>
        this.#print(`${command} failed: ${WORDS.error(command, error)}`),
      note: (reason) => this.#note(command, reason),
      hint: this.#hint(),
    };
  }

  #note(command: string | null, reason: UnsentReason): void {
    this.#options.cluster.journal?.noteUnsent({ command, reason, folder: this.#folder });
  }

  #hint(): Shell['hint'] {
    const { hints } = this.#options;
    if (hints === undefined) return undefined;
    return async (approvalFile, path) => {
      const { approvalFileHints } = await import('./approval-file-hints.ts');
      for (const line of approvalFileHints(approvalFile, path)) hints.write(`${line}\n`);
    };
  }

  async #connect(announce: (line: string) => void): Promise<boolean> {
    const { type } = this.#options.cluster;
    for (const { server, index, name } of this.#servers) {
      if (index > 0) announce('');
      announce(WORDS.connectingTo(server));
      const hasWayIn = SERVED_TYPES.includes(type);
      const outcome = hasWayIn ? await connectTo(server) : 'timed-out';
      if (outcome !== 'connected') {
        if (outcome === 'timed-out') {
          this.#print(WORDS.cannotConnect(server));
          this.#note(
            null,
            hasWayIn ? { code: 'not-connected', server: index, name } : { code: 'no-way-in', type },
          );
        }
        this.#print(WORDS.connectionFailed);
        return false;
      }
      announce(WORDS.connectedTo(server));
    }
    return true;
  }

  #prompt(): string {
    const entered = this.#entered;
    return entered === undefined ? this.#flavour.prompt : WORDS.serverPrompt(entered.index);
  }

  #print(line: string): void {
    this.#options.output.write(`${line}\n`);
  }
}
