/**
 * A shell on a real terminal, in which somebody types lines of mofn.
 */
import { mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Shell } from '../../src/cli/shells.ts';
import { ConsolePty } from './console-pty.ts';

const MOFN = fileURLToPath(new URL('../../bin/mofn', import.meta.url));

/** How a shell is started without the settings of whoever runs the tests, and made to complete mofn. */
const SHELLS: Readonly<
  Record<Shell, { readonly command: readonly [string, ...string[]]; readonly setUp: string }>
> = {
  bash: {
    command: ['bash', '--norc', '--noprofile', '-i'],
    setUp:
      'bind "set enable-bracketed-paste off"; bind "set bell-style none"; source <(mofn completion bash)',
  },
  zsh: {
    command: ['zsh', '-f', '-i'],
    setUp:
      'unsetopt beep zle_bracketed_paste prompt_sp; autoload -Uz compinit; compinit -u -D; source <(mofn completion zsh)',
  },
  fish: {
    command: ['fish', '--no-config', '--private', '-i'],
    setUp: 'set -g fish_autosuggestion_enabled 0; mofn completion fish | source',
  },
};

/** Makes `mofn` tell the words that it is given, and not run: what completes asks the real one. */
const TELL: Readonly<Record<Shell, string>> = {
  bash: `mofn() { printf '\\n<<'; printf '[%s]' "$@"; printf '>>\\n'; }`,
  zsh: `mofn() { printf '\\n<<'; printf '[%s]' "$@"; printf '>>\\n'; }`,
  fish: `function mofn; printf '\\n<<'; printf '[%s]' $argv; printf '>>\\n'; end`,
};

export class ShellPty {
  readonly #pty: ConsolePty;

  private constructor(pty: ConsolePty) {
    this.#pty = pty;
  }

  /**
   * Starts a shell.
   *
   * @param cwd where it is; `bin` in there is in its PATH
   * @param before what is typed first
   */
  static async start(
    shell: Shell,
    cwd: string,
    { env = {}, before = ':' }: { env?: Readonly<Record<string, string>>; before?: string } = {},
  ): Promise<ShellPty> {
    const bin = join(cwd, '.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(MOFN, join(bin, 'mofn'));
    const { command, setUp } = SHELLS[shell];
    const pty = new ConsolePty({
      cwd,
      other: command,
      columns: 1000,
      env: {
        HOME: cwd,
        XDG_CONFIG_HOME: cwd,
        XDG_DATA_HOME: cwd,
        XDG_RUNTIME_DIR: cwd,
        INPUTRC: '/dev/null',
        PATH: [bin, process.env['PATH']].join(delimiter),
        PS1: '$ ',
        MOFN_HSM: '',
        ...env,
      },
    });
    const started = new ShellPty(pty);
    pty.type(`${before}; ${setUp}; ${TELL[shell]}; echo set"" up\r`);
    await pty.waitFor('set up\r\n');
    return started;
  }

  /**
   * Types a line with its Tabs, and Enter.
   *
   * @returns the words that mofn is given
   */
  async wordsOf(line: string): Promise<readonly string[]> {
    this.#pty.type(`${line}\r`);
    await this.#pty.waitFor('\n<<[');
    const printed = await this.#pty.waitFor(']>>\r\n');
    // A terminal puts a return before each newline.
    return printed.slice(0, -']>>\r\n'.length).replaceAll('\r\n', '\n').split('][');
  }

  /** Types a line and two Tabs, waits until this is shown, and takes the line back. */
  async waitForList(line: string, shown: string): Promise<void> {
    this.#pty.type(`${line}\t\t`);
    await this.#pty.waitFor(shown);
    this.#pty.type('\x15');
  }

  kill(): void {
    this.#pty.kill();
  }
}
