import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHELLS, type Shell } from '../../../src/cli/shells.ts';
import { requireProgram } from '../../support/requirements.ts';
import { ShellPty } from '../../support/shell-pty.ts';

/** Every one of them runs a program, where a shell takes it for more than a name. */
const HOSTILE_FILES = [
  'a$(touch pwned).key',
  'b`touch pwned`.key',
  's;touch pwned;.key',
  `q"uote's.key`,
  'e!x.key',
  'g*[x]?.key',
  '#hash.key',
  '{br,ace}.key',
  '(p).key',
  'l<m>&|.key',
  'z\\slash.key',
  'v\nline.key',
];
const HOSTILE_NAME = `h$(touch pwned)\`touch pwned\`'s "x"`;
const APPROVAL = `Approver Name = officer7;\nApprover Name = ${HOSTILE_NAME};\n`;

const BASH_COMPLETION = '/usr/share/bash-completion/bash_completion';

/** A line with its Tabs, and the words that come of it. */
type Line = readonly [line: string, ...words: string[]];

/** The same in every shell. */
const LINES: readonly Line[] = [
  ['mofn app\t', 'approval'],
  ['mofn approval st\t app\t', 'approval', 'status', 'approval.txt'],
  ['mofn sign my\t --ke\t off\t2\t', 'sign', 'my file.token', '--key', 'officer2.key'],
  ['mofn sign my\\ \t', 'sign', 'my file.token'],
  ['mofn sign "my \t', 'sign', 'my file.token'],
  ["mofn sign 'my \t", 'sign', 'my file.token'],
  ['mofn sign ./-\t', 'sign', './-rf.token'],
  ['mofn sign x < my\t', 'sign', 'x'],
  ['mofn sign --key=co\t', 'sign', '--key=colon:name=x.key'],
  ['mofn sign --key co\t', 'sign', '--key', 'colon:name=x.key'],
  ['mofn sign x --out ~/my\t', 'sign', 'x', '--out', '~/my file.token'],
  ['mofn sign x --out $HOME/my\t', 'sign', 'x', '--out', '~/my file.token'],
  ['mofn sign x --pas\t env:MOFN_SE\t', 'sign', 'x', '--passin', 'env:MOFN_SECRET'],
  ['mofn sign x --pas\t file:my\t', 'sign', 'x', '--passin', 'file:my file.token'],
  [
    'mofn approval add approval.txt co:x=offi\t',
    'approval',
    'add',
    'approval.txt',
    'co:x=officer.t',
  ],
  [
    'mofn approval combine --roster ros\t ad\tx',
    'approval',
    'combine',
    '--roster',
    'roster',
    'ada=x',
  ],
  ['mofn approval remove approval.txt o\t', 'approval', 'remove', 'approval.txt', 'officer7'],
  ['mofn approval remove approval.txt h\t', 'approval', 'remove', 'approval.txt', HOSTILE_NAME],
  [
    'mofn approval remove approval.txt -a h\t',
    'approval',
    'remove',
    'approval.txt',
    '-a',
    HOSTILE_NAME,
  ],
  [
    'mofn approval remove approval.txt --approver=h\t',
    'approval',
    'remove',
    'approval.txt',
    `--approver=${HOSTILE_NAME}`,
  ],
  [
    'mofn approval lint --explain missing-sem\t',
    'approval',
    'lint',
    '--explain',
    'missing-semicolon',
  ],
  ['mofn hsm log --format a\t', 'hsm', 'log', '--format', 'aws'],
  ['mofn hsm run -- realpat\t my\t', 'hsm', 'run', '--', 'realpath', 'my file.token'],
  ['mofn sign nothing\t', 'sign', 'nothing'],
];

/** A hostile name by its first letter, as somebody types it without quotes. */
function lineOf(name: string): Line {
  const [first = ''] = name;
  return [`mofn sign --key ${/\w/.test(first) ? first : `\\${first}`}\t`, 'sign', '--key', name];
}

/** Within quotes. In double quotes, bash has no way to write what its history takes. */
const QUOTED: readonly Line[] = [
  ['mofn sign --key "a\t', 'sign', '--key', 'a$(touch pwned).key'],
  ["mofn sign --key 'b\t", 'sign', '--key', 'b`touch pwned`.key'],
  ['mofn sign --key "q\t', 'sign', '--key', `q"uote's.key`],
  ["mofn sign --key 'q\t", 'sign', '--key', `q"uote's.key`],
  ["mofn sign --key 'e\t", 'sign', '--key', 'e!x.key'],
  ['mofn sign --key "z\t', 'sign', '--key', 'z\\slash.key'],
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shells-'));
  for (const name of [
    ...HOSTILE_FILES,
    'colon:name=x.key',
    'my file.token',
    'officer.t',
    'officer1.key',
    'officer2.key',
    '-rf.token',
  ]) {
    writeFileSync(join(folder, name), '');
  }
  writeFileSync(join(folder, 'approval.txt'), APPROVAL);
  mkdirSync(join(folder, 'roster'));
  for (const name of ['ada', 'bob']) writeFileSync(join(folder, 'roster', `${name}.pub`), '');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.each(SHELLS)('in %s', (shell) => {
  const program = requireProgram(shell);

  it.skipIf(!program.has)(
    `a Tab completes what stands there, and runs nothing ${program.label}`,
    async () => {
      await typeAll(shell, [...LINES, ...HOSTILE_FILES.map(lineOf), ...QUOTED]);
    },
    120_000,
  );
});

describe('in bash', () => {
  const bash = requireProgram('bash');

  it.skipIf(!bash.has || !existsSync(BASH_COMPLETION))(
    `the package bash-completion changes nothing (needs ${BASH_COMPLETION})`,
    async () => {
      await typeAll('bash', LINES.slice(0, 12), `source ${BASH_COMPLETION}`);
    },
    120_000,
  );

  it.skipIf(!bash.has)(`two Tabs show what there is ${bash.label}`, async () => {
    await withShell('bash', ':', async (pty) => {
      await pty.waitForList('mofn approval remove approval.txt ', 'officer7');
      await pty.waitForList('mofn hsm clock ', 'advance  back     real     set');
    });
  });
});

describe.each(['zsh', 'fish'] as const)('in %s', (shell) => {
  const program = requireProgram(shell);

  it.skipIf(!program.has)(`two Tabs say what each is ${program.label}`, async () => {
    await withShell(shell, ':', async (pty) => {
      await pty.waitForList('mofn digest ', 'hold words that somebody said');
    });
  });
});

async function typeAll(shell: Shell, lines: readonly Line[], before = ':'): Promise<void> {
  await withShell(shell, before, async (pty) => {
    const typed: Line[] = [];
    for (const [line] of lines) {
      // Zsh takes the slash behind a folder back.
      const words = (await pty.wordsOf(line)).map((word) => word.replace(/\/$/, ''));
      typed.push([line, ...words]);
    }
    const home = (word: string) => word.replace(/^~/, folder);
    expect(typed).toEqual(lines.map(([line, ...words]) => [line, ...words.map(home)]));
  });
  expect(readdirSync(folder)).not.toContain('pwned');
}

async function withShell(
  shell: Shell,
  before: string,
  use: (pty: ShellPty) => Promise<void>,
): Promise<void> {
  const pty = await ShellPty.start(shell, folder, { before, env: { MOFN_SECRET: 'x' } });
  try {
    await use(pty);
  } finally {
    pty.kill();
    rmSync(join(folder, '.bin'), { recursive: true });
  }
}
