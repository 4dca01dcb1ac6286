// What a start of the program costs, as a multiple of a start of Node that does nothing.
import { execFileSync } from 'node:child_process';
import { randomBytes, scryptSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PASSWORD_COST } from '../dist/modules/hsm/machine/password-cost.js';
import { encodeTokens } from '../dist/modules/token/record.js';
import { compareCommands, median } from './pairs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const mofn = join(root, 'bin/mofn');
const cli = join(root, 'bin/cloudhsm-cli');
const minimal = join(root, 'bench/programs/minimal-sign.cjs');
const nothing = [process.execPath, '-e', '0'];

/** A classic token of user management. */
const TOKEN = { id: 1, service: 3, keyHandle: 0, user: 'officer9', created: 1_700_000_000 };

const SIGN = ['sign', 't', '--key', 'k', '--out', '-', '--quiet'];
const STATUS = ['approval', 'status', 'a.txt', '--roster', 'roster', '--required', '2'];
const REMARKED = STATUS.with(2, 'remarked.txt');
const OFFICERS = ['officer1', 'officer2', 'officer3'];
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
    const records = [1, 0].map((node) => ({ ...TOKEN, node, nonce: randomBytes(16) }));
    writeFileSync(join(folder, 't'), encodeTokens(records));
    mkdirSync(join(folder, 'roster'));
    for (const officer of OFFICERS) makeOfficer(officer, folder);
    const approvers = OFFICERS.slice(0, 2).map((name) => `${name}=${name}.sig`);
    const made = ['approval', 'new', '--token', 't', ...approvers, '--out', 'a.txt'];
    execFileSync(process.execPath, [mofn, ...made], { cwd: folder });
    const remarked = `# by hand\n${readFileSync(join(folder, 'a.txt'))}`;
    writeFileSync(join(folder, 'remarked.txt'), remarked);
    execFileSync(process.execPath, [mofn, 'hsm', 'init', 'c', '--officers', '3', '--quiet'], {
      cwd: folder,
    });
    const rows = [
      ['mofn --version', ['--version'], undefined],
      ['mofn sign', SIGN, 'at most 1.35'],
      ['mofn dgst -sign', ['dgst', '-sha256', '-sign', 'k', '-out', 'd', 't'], 'at most 1.5'],
      ['mofn approval lint', ['approval', 'lint', 'a.txt', '--no-files'], 'at most 1.6'],
      ['mofn approval status', STATUS, 'at most 1.5'],
      [
        'the same of a file that somebody wrote by hand, which takes the parser',
        REMARKED,
        undefined,
      ],
      ['mofn --help', ['--help'], 'at most 4'],
      ['cloudhsm_mgmt_util, and its end', ['hsm', 'console'], undefined],
      ['cloudhsm-cli user list', ['user', 'list'], 'at most 1.5', cli],
      ['the same with a log-in on two HSMs', LOG_IN, undefined, cli],
    ];
    const env = { ...process.env, MOFN_HSM: 'c' };
    const compare = (what, command, base, goal) => {
      const options = { a: { cwd: folder, env }, b: { cwd: folder, env } };
      const { ratio, a } = compareCommands(command, base, options);
      return { what, figure: `${ratio.toFixed(2)} × (${(a * 1000).toFixed(0)} ms)`, goal };
    };
    const measure = (what, words, goal, program = mofn, base = nothing) =>
      compare(what, [process.execPath, program, ...words], base, goal);
    const least = [process.execPath, minimal, 'k', 't'];
    const version = [process.execPath, mofn, '--version'];
    return [
      ...rows.map((row) => measure(...row)),
      compare('the least that a Node program can do to sign a token', least, nothing),
      compare('mofn sign, times that', [process.execPath, mofn, ...SIGN], least, 'at most 1.15'),
      costOfLogIns(),
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

/** What a password costs, which the emulator pays once for each HSM that somebody logs in to. */
function costOfLogIns() {
  const times = Array.from({ length: 21 }, () => {
    const start = process.hrtime.bigint();
    scryptSync('password', 'salt', 32, { N: PASSWORD_COST });
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  const figure = `${(2 * median(times)).toFixed(0)} ms`;
  return { what: 'of which scrypt, for two HSMs (a plain reading)', figure };
}

/** A key, its half in the roster, and a signature of the token. */
function makeOfficer(name, cwd) {
  const key = `${name}.key`;
  const commands = [
    ['genrsa', '-out', key, '2048'],
    ['rsa', '-in', key, '-pubout', '-out', `roster/${name}.pub`],
    ['dgst', '-sha256', '-sign', key, '-out', `${name}.sig`, 't'],
  ];
  for (const words of commands) execFileSync('openssl', words, { cwd, stdio: 'ignore' });
}
