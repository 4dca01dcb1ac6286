// Makes release/: the package, the executable, what they are made of (SBOM), and SHA256SUMS, signed by a plain RSA key.
// It builds from the commit, in a clone of its own: two releases of one commit, by the same Node and npm, have the same
// bytes wherever they are made.
//   npm run release -- --key FILE [--passin env:NAME] [--out FOLDER] [--force]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeLicences } from './executable/licences.mjs';
import { writeSboms } from './executable/sboms.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { values } = parseArgs({
  options: {
    key: { type: 'string', default: process.env.MOFN_RELEASE_KEY },
    passin: { type: 'string' },
    out: { type: 'string', default: join(root, 'release') },
    force: { type: 'boolean', default: false },
  },
});
// Whatever this machine's umask is: the modes of files stand in the package.
process.umask(0o022);

const problem = findProblem();
if (problem !== undefined) {
  for (const line of problem) console.error(line);
  process.exit(1);
}
const work = mkdtempSync(join(tmpdir(), 'mofn-release-'));
try {
  const clone = join(work, 'clone');
  const output = join(work, 'release');
  mkdirSync(output);
  build(clone);
  collect(clone, output);
  sign(clone, output);
  putInPlace(output);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** @returns what is wrong, and what to do about it */
function findProblem() {
  if (values.key === undefined) {
    return [
      'error: no key to sign with',
      'hint: npm run release -- --key FILE, or name it in MOFN_RELEASE_KEY',
    ];
  }
  if (!existsSync(values.key)) return [`error: there is no key file "${values.key}"`];
  if (git('status', '--porcelain') !== '') {
    return [
      'error: the tree has what no commit has',
      'hint: git status shows it; a release is of a commit',
    ];
  }
  const changes = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  if (!changes.includes(`\n## [${version}]`)) {
    return [
      `error: CHANGELOG.md has no chapter on ${version}`,
      `hint: it begins with "## [${version}]"`,
    ];
  }
  if (existsSync(values.out) && !values.force) {
    return [
      `error: there is a release at "${values.out}"`,
      'hint: npm run release -- --force makes it anew',
    ];
  }
  return undefined;
}

function git(...words) {
  return execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
}

function build(clone) {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
  execFileSync('git', ['checkout', '--quiet', '--detach', git('rev-parse', 'HEAD')], {
    cwd: clone,
  });
  run(clone, 'npm', 'ci', '--ignore-scripts', '--prefer-offline', '--no-progress', '--silent');
  // What was fetched once, and is looked at each time, need not be fetched again.
  const cache = 'node_modules/.cache/mofn';
  if (existsSync(join(root, cache))) {
    mkdirSync(join(clone, cache), { recursive: true });
    for (const file of readdirSync(join(root, cache)))
      copyFileSync(join(root, cache, file), join(clone, cache, file));
  }
  run(clone, process.execPath, 'scripts/build.mjs');
  run(clone, process.execPath, 'scripts/make-executable.mjs');
}

function collect(clone, output) {
  run(clone, 'npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', output);
  const executable = `${name}-${version}-linux-x64`;
  copyFileSync(join(clone, 'dist/mofn'), join(output, executable));
  writeFileSync(join(output, `${executable}.licences.txt`), writeLicences(clone));
  const day = new Date(1000 * Number(git('log', '-1', '--format=%ct')));
  for (const [kind, text] of writeSboms(clone, day)) {
    writeFileSync(join(output, `${name}-${version}.${kind}.json`), text);
  }
  const sums = readdirSync(output)
    .sort()
    .map(
      (file) =>
        `${createHash('sha256')
          .update(readFileSync(join(output, file)))
          .digest('hex')}  ${file}\n`,
    );
  writeFileSync(join(output, 'SHA256SUMS'), sums.join(''));
}

/** By what was just built: it signs, and checks what it signed. */
function sign(clone, output) {
  const mofn = (...words) => run(output, process.execPath, join(clone, 'bin/mofn'), ...words);
  const key = resolve(values.key);
  const passin = values.passin === undefined ? [] : ['--passin', values.passin];
  mofn('key', 'public', key, ...passin, '--out', 'release-key.pem');
  mofn('sign', 'SHA256SUMS', '--key', key, ...passin, '--out', 'SHA256SUMS.sig', '--quiet');
  mofn('verify', 'SHA256SUMS', '--signature', 'SHA256SUMS.sig', '--key', 'release-key.pem');
}

function putInPlace(output) {
  const finished = resolve(values.out);
  const beside = `${finished}.${process.pid}.tmp`;
  mkdirSync(beside, { recursive: true });
  for (const file of readdirSync(output)) copyFileSync(join(output, file), join(beside, file));
  rmSync(finished, { recursive: true, force: true });
  renameSync(beside, finished);
  console.log(readdirSync(finished).join('\n'));
}

/** What it prints is for whoever waits, and goes to standard error. */
function run(cwd, program, ...words) {
  const epoch = git('log', '-1', '--format=%ct');
  const env = { ...process.env, SOURCE_DATE_EPOCH: epoch };
  execFileSync(program, words, { cwd, env, stdio: ['inherit', 2, 2] });
}
