// Signing a folder of tokens in one process, against a shell loop over openssl; and signing in memory,
// against openssl's own benchmark.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
      writeFileSync(join(folder, name), Buffer.alloc(160, at % 251));
    }
    return [compareBatch(folder, names), await compareInMemory(folder)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compareBatch(folder, names) {
  // As many openssl processes at a time as there are cores.
  const loop =
    'sign() { for t in "$@"; do openssl dgst -sha256 -sign k -out "out/$t.sig" "$t"; done; }; ' +
    `export -f sign; printf '%s\\n' t[0-9]* | xargs -P ${availableParallelism()} -n 50 bash -c 'sign "$@"' sign`;
  const ratios = Array.from({ length: PAIRS }, () => {
    const shell = timeInto(folder, ['bash', '-c', loop]);
    const words = ['sign', ...names, '--key', 'k', '--out-dir', 'out', '--quiet'];
    return { shell, ratio: shell / timeInto(folder, [process.execPath, mofn, ...words]) };
  });
  const seconds = median(ratios.map(({ shell }) => shell));
  return {
    what: `mofn sign of ${TOKENS} files, times faster than openssl in a loop on all cores`,
    figure: `${median(ratios.map(({ ratio }) => ratio)).toFixed(1)} × (loop: ${seconds.toFixed(1)} s)`,
    goal: 'at least 10',
  };
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

async function compareInMemory(folder) {
  const cores = availableParallelism();
  const ratios = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const ours = await measureOurs(folder);
    const output = execFileSync(
      'openssl',
      ['speed', '-multi', String(cores), '-seconds', String(SECONDS), 'rsa2048'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    // "rsa 2048 bits 0.000350s 0.000010s   2857.1  100000.0"
    const theirs = Number(/rsa 2048 bits\s+\S+s\s+\S+s\s+([\d.]+)/.exec(output)?.[1]);
    ratios.push({ ours, ratio: ours / theirs });
  }
  const rate = median(ratios.map(({ ours }) => ours));
  return {
    what: `signatures in memory, each verified, of openssl speed -multi ${cores} rsa2048`,
    figure: `${median(ratios.map(({ ratio }) => ratio)).toFixed(2)} × (${rate.toFixed(0)} a second)`,
    goal: 'at least 0.9',
  };
}

/** Signatures a second, from a process of its own with the built library. */
async function measureOurs(folder) {
  const script = `
    import { readFileSync } from 'node:fs';
    import { openPrivateKey } from ${JSON.stringify(join(root, 'dist/lib/signer/private-key.js'))};
    const signer = await openPrivateKey(readFileSync('k'), { name: 'k' });
    const message = Buffer.alloc(160, 7);
    let count = 0;
    const end = Date.now() + ${SECONDS * 1000};
    const lane = async () => { while (Date.now() < end) { await signer.sign(message); count += 1; } };
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
