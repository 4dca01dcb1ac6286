// Signing a folder of tokens in one process, against a shell loop over openssl; and signing in memory,
// against openssl's own benchmark.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeTokens } from '../dist/modules/token/record.js';
import { median } from './pairs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const mofn = join(root, 'bin/mofn');
const TOKENS = 1000;
const PAIRS = 5;
const SECONDS = 3;

export const title = `${TOKENS} tokens signed into one folder, and signatures a second in memory`;

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-batch-'));
  try {
    execFileSync('openssl', ['genrsa', '-out', join(folder, 'k'), '2048'], { stdio: 'ignore' });
    const names = Array.from({ length: TOKENS }, (_, at) => `t${at}`);
    for (const [at, name] of names.entries()) {
      writeFileSync(join(folder, name), encodeTokens([1, 0].map((node) => tokenOf(at, node))));
    }
    return [...compareBatch(folder, names), ...compareInMemory(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A token as a cluster of two gives it out. */
function tokenOf(at, node) {
  const nonce = randomBytes(16);
  const created = Math.floor(Date.now() / 1000);
  return { id: at + 1, service: 3, node, keyHandle: 0, nonce, user: 'officer1', created };
}

function compareBatch(folder, names) {
  const body = 'for t in "$@"; do openssl dgst -sha256 -sign k -out "out/$t.sig" "$t"; done';
  // As many openssl processes at a time as there are cores.
  const onAllCores =
    `sign() { ${body}; }; export -f sign; ` +
    `printf '%s\\n' t[0-9]* | xargs -P ${availableParallelism()} -n 50 bash -c 'sign "$@"' sign`;
  return [
    compareLoop('a shell loop over openssl', `set -- t[0-9]*; ${body}`, 'at least 10'),
    compareLoop('such a loop on each core', onAllCores),
  ];

  function compareLoop(what, loop, goal) {
    const pairs = Array.from({ length: PAIRS }, () => {
      const shell = timeInto(folder, ['bash', '-c', loop]);
      const words = ['sign', ...names, '--key', 'k', '--out-dir', 'out', '--quiet'];
      return { shell, ratio: shell / timeInto(folder, [process.execPath, mofn, ...words]) };
    });
    const seconds = median(pairs.map(({ shell }) => shell));
    const ratio = median(pairs.map((pair) => pair.ratio));
    return {
      what: `mofn sign of ${TOKENS} files, times faster than ${what}`,
      figure: `${ratio.toFixed(1)} × (loop: ${seconds.toFixed(1)} s)`,
      goal,
    };
  }
}

/** Seconds that a command takes to fill a fresh folder `out`. */
function timeInto(folder, [program, ...words]) {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, words, { cwd: folder, stdio: 'pipe' });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${program}: exit ${status}: ${stderr}`);
  if (readdirSync(out).length !== TOKENS) throw new Error(`${program} left files out`);
  return seconds;
}

function compareInMemory(folder) {
  const cores = availableParallelism();
  const rounds = Array.from({ length: PAIRS }, () => {
    const alone = measureRate(folder, SIGN_ALONE);
    const checked = measureRate(folder, SIGN_AND_VERIFY);
    const output = execFileSync(
      'openssl',
      ['speed', '-multi', String(cores), '-seconds', String(SECONDS), 'rsa2048'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    // "rsa 2048 bits 0.000350s 0.000010s   2857.1  100000.0"
    const theirs = Number(/rsa 2048 bits\s+\S+s\s+\S+s\s+([\d.]+)/.exec(output)?.[1]);
    return { alone, checked, theirs };
  });
  const row = (what, key, goal) => ({
    what: `signatures in memory, ${what}, of openssl speed -multi ${cores} rsa2048`,
    figure: `${median(rounds.map((round) => round[key] / round.theirs)).toFixed(2)} × (${median(rounds.map((round) => round[key])).toFixed(0)} a second)`,
    goal,
  });
  return [
    row('made as the signer makes them', 'alone', 'at least 0.9'),
    row('and verified before they are handed out', 'checked'),
  ];
}

const SIGN_ALONE = `
  import { createPrivateKey, sign } from 'node:crypto';
  import { promisify } from 'node:util';
  const key = createPrivateKey(readFileSync('k'));
  const signOnce = promisify((done) => sign('sha256', message, key, done));
`;

const SIGN_AND_VERIFY = `
  import { openPrivateKey } from ${JSON.stringify(join(root, 'dist/modules/signer/containers/private-key.js'))};
  const signer = await openPrivateKey(readFileSync('k'), { name: 'k' });
  const signOnce = () => signer.sign(message);
`;

/** Signatures a second, from a process of its own. */
function measureRate(folder, prepare) {
  const script = `
    import { readFileSync } from 'node:fs';
    const message = Buffer.alloc(160, 7);
    ${prepare}
    let count = 0;
    const end = Date.now() + ${SECONDS * 1000};
    const lane = async () => { while (Date.now() < end) { await signOnce(); count += 1; } };
    await Promise.all(Array.from({ length: ${4 * availableParallelism()} }, lane));
    console.log(count / ${SECONDS});
  `;
  return Number(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      encoding: 'utf8',
    }),
  );
}
