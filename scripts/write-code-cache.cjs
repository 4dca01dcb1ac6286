// Keeps, beside each bundle of the command line, the machine code that V8 made of it while it ran the
// commands that pipelines run most, so that later starts need not compile it again (src/cli/launch.ts).
//   node scripts/write-code-cache.cjs DIST_CLI            beside the bundles
//   node scripts/write-code-cache.cjs DIST_CLI FOLDER     for the executable, NAME.cjs.cache in a folder
const {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');

const [bundles, folder] = process.argv.slice(2);
const { codeCacheOf, createLoader, EXECUTABLE_FOLDER } = require(join(bundles, 'load-bundle.cjs'));
const named = folder === undefined ? bundles : EXECUTABLE_FOLDER;

async function writeCodeCache() {
  const work = mkdtempSync(join(tmpdir(), 'mofn-build-'));
  const scripts = new Map();
  try {
    process.chdir(work);
    Object.assign(process.env, { CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: 'officer1:password' });
    writeInputs();
    // Started by bundles of its own, that nothing of it gets into the machine code.
    await runAll(PREPARED, new Map());
    // What is compiled, and would be thrown away where a collection of garbage comes, which is not the same each time.
    setFlagsFromString('--no-flush-bytecode');
    await runAll(STARTED_OFTEN, scripts);
    // The machine code is for a V8 of the usual flags: that of the executable is made with hashes that are the same each time.
    setFlagsFromString('--flush-bytecode');
    setFlagsFromString('--hash-seed=0');
    for (const [filename, script] of scripts) {
      // Nobody may read half of it.
      const place = join(folder ?? bundles, basename(filename));
      const beside = `${place}.${process.pid}.tmp`;
      writeFileSync(beside, script.createCachedData());
      renameSync(beside, folder === undefined ? codeCacheOf(filename) : `${place}.cache`);
    }
  } finally {
    process.chdir(dirname(bundles));
    rmSync(work, { recursive: true, force: true });
  }
}

/** Always the same ones: what is compiled depends on their numbers, and two builds are to have the same bytes. */
const KEYS = join(__dirname, '../test/golden/openssl/dgst-fixtures');

/** What the others are started on. */
const PREPARED = [
  ['hsm', 'init', 'c', '--officers', '1'],
  ['approval', 'new', '--token', 't', 'officer1=s', '--out', 'w'],
];

const STARTED_OFTEN = [
  ['sign', 't', '--key', 'k', '--out', 's'],
  ['dgst', '-sha256', '-sign', 'k', '-out', 'd', 't'],
  ['approval', 'lint', 'a'],
  ['approval', 'status', 'w', '--roster', 'roster', '--required', '1'],
  ['__complete', 'zsh', 'mofn', 'approval', 'remove', 'a', ''],
  ['__complete', 'zsh', 'mofn', 'dgst', '-'],
  ['__complete', 'bash', ' =', 'mofn sign --k'],
  ['__complete', 'fish', 'mofn', 'approval', 'lint', '--explain', 'm'],
  ['__complete', 'zsh', 'mofn', 'sign', '--hsm', 'c', '--as', ''],
  ['verify', 't', '--signature', 's', '--key', 'k'],
  ['hsm', 'console', '--hsm', 'c'],
  [
    'hsm',
    'cli',
    '--hsm',
    'c',
    '--',
    'user',
    'create',
    '--username',
    'u',
    '--role',
    'crypto-user',
    '--password',
    'password',
  ],
  ['hsm', 'cli', '--hsm', 'c', '--', 'user', 'list'],
];

/** Writes what the commands need into the working folder. */
function writeInputs() {
  writeFileSync('k', readFileSync(join(KEYS, 'rsa.key')), { mode: 0o600 });
  writeFileSync('t', Buffer.concat([makeRecord(1), makeRecord(0)]));
  mkdirSync('roster');
  copyFileSync(join(KEYS, 'rsa.pub'), 'roster/officer1.pub');
  copyFileSync(join(KEYS, 'other.pub'), 'roster/officer2.pub');
  const header = 'Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 1;\n';
  const approver = 'Approver Type = 2;\nApprover Name = officer1;\nApproval File = s;\n';
  writeFileSync('a', `# Approvals\n${header}\n${approver}`);
}

/** A token's record for user management, as src/token/record.ts lays it out. */
function makeRecord(node) {
  const record = Buffer.alloc(80);
  record.writeUInt16BE(1, 0);
  record.writeUInt16BE(3, 2);
  record.writeUInt32BE(node, 4);
  record.fill(7 + node, 16, 32);
  record.write('officer1', 32, 'latin1');
  record.writeBigUInt64BE(1_700_000_000n, 64);
  return record;
}

/** Runs commands one after the other, and keeps each bundle that they compiled, by its path. */
async function runAll(commands, scripts) {
  const load = createLoader(named, {
    source: (filename) => readFileSync(join(bundles, basename(filename)), 'latin1'),
    read: () => undefined,
    compiled: (filename, script) => scripts.set(filename, script),
  });
  const { start } = load('./start.cjs');
  for (const words of commands) {
    process.argv = [process.execPath, 'mofn', ...words];
    await start();
    if (process.exitCode > 1) throw new Error(`mofn ${words.join(' ')}: exit ${process.exitCode}`);
  }
  process.exitCode = 0;
}

void writeCodeCache();
