// Signing a folder of tokens in one process, against a shell loop over openssl and the least that a Node program
// can do; many more against openssl's own benchmark, and signing in memory too.
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
const minimal = join(root, 'bench/programs/minimal-batch.cjs');
const TOKENS = 1000;
const MANY_TOKENS = 10_000;
const PAIRS = 5;
const SECONDS = 3;

export const title = `${TOKENS} tokens signed into one folder, and signatures a second in memory`;

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-batch-'));
  try {
    execFileSync('openssl', ['genrsa', '-out', join(folder, 'k'), '2048'], { stdio: 'ignore' });
    const names = Array.from({ length: MANY_TOKENS }, (_, at) => `t${at}`);
    for (const [at, name] of names.entries()) {
      writeFileSync(join(folder, name), encodeTokens([1, 0].map((node) => tokenOf(at, node))));
    }
    const some = names.slice(0, TOKENS);
    return [
      ...compareLoops(folder, some),
      compareMinimal(folder, some),
      compareMany(folder, names),
      ...compareInMemory(folder),
    ];
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

function compareLoops(folder, names) {
  const body = 'for t in "$@"; do openssl dgst -sha256 -sign k -out "out/$t.sig" "$t"; done';
  // As many openssl processes at a time as there are cores.
  const onAllCores =
    `sign() { ${body}; }; export -f sign; ` +
    `printf '%s\\n' "$@" | xargs -P ${availableParallelism()} -n 50 bash -c 'sign "$@"' sign`;
  return [
    compareLoop('a shell loop over openssl', body),
    compareLoop('such a loop on each core', onAllCores),
  ];

  function compareLoop(what, loop) {
    const pairs = Array.from({ length: PAIRS }, () => {
      const shell = timeInto(folder, ['bash', '-c', loop, 'bash', ...names], names);
      return { shell, ratio: shell / timeInto(folder, mofnSign(names), names) };
    });
    const seconds = median(pairs.map(({ shell }) => shell));
    const ratio = median(pairs.map((pair) => pair.ratio));
    return {
      what: `mofn sign of ${TOKENS} files, times faster than ${what}`,
      figure: `${ratio.toFixed(1)} × (loop: ${seconds.toFixed(1)} s)`,
    };
  }
}

function mofnSign(names) {
  return [process.execPath, mofn, 'sign', ...names, '--key', 'k', '--out-dir', 'out', '--quiet'];
}

function compareMinimal(folder, names) {
  const least = [process.execPath, minimal, 'k', 'out', ...names];
  const ratios = Array.from(
    { length: 2 * PAIRS },
    () => timeInto(folder, mofnSign(names), names) / timeInto(folder, least, names),
  );
  return {
    what: `mofn sign of ${TOKENS} files, times the least that a Node program can do`,
    figure: `${median(ratios).toFixed(2)} ×`,
    goal: 'at most 1.1',
  };
}

function compareMany(folder, names) {
  const rounds = Array.from({ length: PAIRS }, () => {
    const rate = names.length / timeInto(folder, mofnSign(names), names);
    return { rate, ratio: rate / opensslSpeed() };
  });
  const rate = median(rounds.map((round) => round.rate)).toFixed(0);
  return {
    what: `mofn sign of ${MANY_TOKENS} files, of ${OPENSSL_SPEED.join(' ')}`,
    figure: `${median(rounds.map((round) => round.ratio)).toFixed(2)} × (${rate} a second)`,
  };
}

const OPENSSL_SPEED = ['openssl', 'speed', '-multi', String(availableParallelism()), 'rsa2048'];

/** Signatures a second of openssl's own benchmark. */
function opensslSpeed() {
  const [program, speed, ...words] = OPENSSL_SPEED;
  const seconds = ['-seconds', String(SECONDS)];
  const output = execFileSync(program, [speed, ...seconds, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // "rsa 2048 bits 0.000350s 0.000010s   2857.1  100000.0"
  return Number(/rsa 2048 bits\s+\S+s\s+\S+s\s+([\d.]+)/.exec(output)?.[1]);
}

/** Seconds that a command takes to fill a fresh folder `out`. */
function timeInto(folder, [program, ...words], names) {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, words, { cwd: folder, stdio: 'pipe' });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${program}: exit ${status}: ${stderr}`);
  if (readdirSync(out).length !== names.length) throw new Error(`${program} left files out`);
  return seconds;
}

function compareInMemory(folder) {
  const rounds = Array.from({ length: PAIRS }, () => {
    const alone = measureRate(folder, SIGN_ALONE);
    const checked = measureRate(folder, SIGN_AND_VERIFY);
    return { alone, checked, theirs: opensslSpeed() };
  });
  const row = (what, key, goal) => ({
    what: `signatures in memory, ${what}, of ${OPENSSL_SPEED.join(' ')}`,
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
