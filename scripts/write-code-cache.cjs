// Keeps, beside each bundle of the command line, the machine code that V8 made of it while it ran the
// commands that pipelines run most, so that later starts need not compile it again (src/cli/launch.ts).
//   node scripts/write-code-cache.cjs DIST_CLI            beside the bundles
//   node scripts/write-code-cache.cjs DIST_CLI FOLDER     for the executable, NAME.cjs.cache in a folder
const { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, dirname, join } = require('node:path');

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
    await runAll([['hsm', 'init', 'c', '--officers', '1']], new Map());
    await runAll(STARTED_OFTEN, scripts);
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

/** Always the same one: what is compiled depends on its numbers, and two builds are to have the same bytes. */
const KEY = join(__dirname, '../test/golden/openssl/dgst-fixtures/rsa.key');

const STARTED_OFTEN = [
  ['sign', 't', '--key', 'k', '--out', 's'],
  ['dgst', '-sha256', '-sign', 'k', '-out', 'd', 't'],
  ['approval', 'lint', 'a'],
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
  writeFileSync('k', readFileSync(KEY), { mode: 0o600 });
  writeFileSync('t', Buffer.alloc(160, 7));
  const header = 'Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 1;\n';
  const approver = 'Approver Type = 2;\nApprover Name = officer1;\nApproval File = s;\n';
  writeFileSync('a', `# Approvals\n${header}\n${approver}`);
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
