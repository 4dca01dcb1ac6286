// What a start of the program costs, as a multiple of a start of Node that does nothing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareCommands } from './pairs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const mofn = join(root, 'bin/mofn');
const cli = join(root, 'bin/cloudhsm-cli');
const nothing = [process.execPath, '-e', '0'];

const LOG_IN = ['login', '--username', 'officer1', '--role', 'admin', '--password', 'password'];

/** Where a Tab is pressed, and the words up to there. */
const TABS = [
  ['a command', ''],
  ['an option', 'sign', 't', '--'],
  ['an option of dgst', 'dgst', '-'],
  ['a file', 'approval', 'status', ''],
  ['an approver', 'approval', 'remove', 'a.txt', ''],
  ['a user of the cluster', 'key', 'register-token', ''],
  ['a code of lint', 'approval', 'lint', '--explain', ''],
];

export const title = 'Whole processes, as a multiple of `node -e 0` (medians of pairs)';

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-bench-'));
  try {
    execFileSync('openssl', ['genrsa', '-out', join(folder, 'k'), '2048'], { stdio: 'ignore' });
    writeFileSync(join(folder, 't'), Buffer.alloc(160, 7));
    writeFileSync(join(folder, 's'), Buffer.alloc(256, 7));
    writeFileSync(join(folder, 'a.txt'), approvalFile('t', 's'));
    execFileSync(process.execPath, [mofn, 'hsm', 'init', 'c', '--officers', '3', '--quiet'], {
      cwd: folder,
    });
    const rows = [
      ['mofn --version', ['--version'], undefined],
      ['mofn sign', ['sign', 't', '--key', 'k', '--out', '-', '--quiet'], 'at most 1.5'],
      ['mofn dgst -sign', ['dgst', '-sha256', '-sign', 'k', '-out', 'd', 't'], 'at most 1.5'],
      ['mofn approval lint', ['approval', 'lint', 'a.txt', '--no-files'], 'at most 2.0'],
      ['mofn --help', ['--help'], 'at most 4'],
      ['cloudhsm_mgmt_util, and its end', ['hsm', 'console'], undefined],
      ['cloudhsm-cli user list', ['user', 'list'], 'at most 3', cli],
      ['the same with a log-in on two HSMs', LOG_IN, undefined, cli],
    ];
    const env = { ...process.env, MOFN_HSM: 'c' };
    const measure = (what, words, goal, program = mofn, base = nothing) => {
      const options = { a: { cwd: folder, env }, b: { cwd: folder, env } };
      const { ratio, a } = compareCommands([process.execPath, program, ...words], base, options);
      return { what, figure: `${ratio.toFixed(2)} × (${(a * 1000).toFixed(0)} ms)`, goal };
    };
    const version = [process.execPath, mofn, '--version'];
    return [
      ...rows.map((row) => measure(...row)),
      ...TABS.map(([where, ...words]) => {
        const asked = ['__complete', 'zsh', 'mofn', ...words];
        const what = `a Tab at ${where}, of \`mofn --version\``;
        return measure(what, asked, 'at most 1.3', mofn, version);
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function approvalFile(token, signature) {
  const approver = `Approver Type = 2;\nApprover Name = officer1;\nApproval File = ${signature};\n`;
  return `Multi Token File Path = ${token};\nToken File Path = ;\nNumber of Approvals = 1;\n${approver}`;
}
