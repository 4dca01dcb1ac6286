import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'vitest';
import type { HintStep } from '../../../src/cli/commands/hsm/doctor/hints/step.ts';
import { openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { Console } from '../../../src/mgmt-util/console.ts';
import { runCommand } from '../../support/run-command.ts';

/** What the doctor answers as JSON. */
export interface Answer {
  readonly errors: number;
  readonly advice: number;
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly servers: readonly number[];
    readonly message: string;
    readonly hint: readonly HintStep[];
  }[];
}

/** The cluster of a test is the folder `C` in this one. */
export interface Place {
  readonly folder: string;
  /** Passwords by user, or by server and user as `1/officer1`; "password" of all others. */
  readonly passwords: Map<string, string>;
}

export async function askDoctor({ folder }: Place): Promise<Answer & { readonly code: number }> {
  const { code, stdout, stderr } = await runCommand(['hsm', 'doctor', '--hsm', 'C', '--json'], {
    cwd: folder,
  });
  expect(stderr).toBe('');
  return { ...JSON.parse(stdout), code };
}

const NEW_PASSWORD = 'another-password';

/** Pastes a hint, as somebody would who answers what is asked; every command has to succeed. */
export async function paste(hint: readonly HintStep[], place: Place): Promise<void> {
  const console = new ConsoleOfTest(place);
  for (const { where, commands } of hint) {
    for (const command of commands) {
      if (where === 'console') await console.execute(command);
      else await pasteInShell(command, place);
    }
  }
  await console.close();
}

async function pasteInShell(command: string, place: Place): Promise<void> {
  const words = command.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
  const [program, ...argv] = words;
  if (program !== 'mofn') {
    execFileSync('bash', ['-c', command], { cwd: place.folder });
    return;
  }
  const lines = argv[1] === 'exec' ? argv.slice(4) : [];
  const stdin = new Answers(place).to(lines);
  const { code, stdout, stderr } = await runCommand(argv, { cwd: place.folder, stdin });
  expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
}

/** Knows what a person types at each question. */
class Answers {
  readonly #place: Place;
  #server = '';

  constructor(place: Place) {
    this.#place = place;
  }

  to(commands: readonly string[]): string {
    return commands
      .flatMap((command) => this.#toOne(command))
      .map((line) => `${line}\n`)
      .join('');
  }

  #toOne(command: string): readonly string[] {
    const [name = '', first = '', user = ''] = command.split(' ');
    const { passwords } = this.#place;
    if (name === 'server') this.#server = first;
    if (name === 'exit') this.#server = '';
    if (name === 'loginHSM') {
      return [passwords.get(`${this.#server}/${user}`) ?? passwords.get(user) ?? 'password'];
    }
    if (name === 'changePswd' || name === 'createUser') {
      passwords.set(this.#server === '' ? user : `${this.#server}/${user}`, NEW_PASSWORD);
      return [NEW_PASSWORD, 'y'];
    }
    return /^(setMValue|register\w+PubKey)$/.test(name) ? ['y'] : [];
  }
}

/** A console that stays open from one step to the next. */
class ConsoleOfTest {
  readonly #place: Place;
  readonly #answers: Answers;
  readonly #input = new Readable({ read: () => undefined });
  #console: Console | undefined;
  #printed = '';

  constructor(place: Place) {
    this.#place = place;
    this.#answers = new Answers(place);
  }

  async execute(command: string): Promise<void> {
    this.#console ??= new Console({
      cluster: openCluster(join(this.#place.folder, 'C')),
      input: this.#input,
      output: {
        write: (text: string) => {
          this.#printed += text;
        },
      },
      directory: this.#place.folder,
    });
    const answer = this.#answers.to([command]);
    if (answer !== '') this.#input.push(answer);
    expect(await this.#console.execute(command), this.#printed).toBe('done');
  }

  async close(): Promise<void> {
    this.#input.push(null);
    await this.#console?.close();
  }
}
