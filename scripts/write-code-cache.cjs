// Keeps, beside each bundle of the command line, the machine code that V8 made of it while it ran the
// commands that pipelines run most, so that later starts need not compile it again (src/cli/launch.ts).
//   node scripts/write-code-cache.cjs DIST_CLI
const { mkdtempSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { generateKeyPairSync } = require('node:crypto');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');

const bundles = process.argv[2];
const scripts = new Map();

async function writeCodeCache() {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-build-'));
  const { codeCacheOf, createLoader } = require(join(bundles, 'load-bundle.cjs'));
  const load = createLoader(bundles, {
    read: () => undefined,
    compiled: (filename, script) => scripts.set(filename, script),
  });
  const { start } = load('./start.cjs');
  try {
    process.chdir(folder);
    for (const words of prepareCommands()) {
      process.argv = [process.execPath, 'mofn', ...words];
      await start();
      if (process.exitCode > 1)
        throw new Error(`mofn ${words.join(' ')}: exit ${process.exitCode}`);
    }
    process.exitCode = 0;
    for (const [filename, script] of scripts) {
      // Nobody may read half of it.
      const beside = `${filename}.${process.pid}.tmp`;
      writeFileSync(beside, script.createCachedData());
      renameSync(beside, codeCacheOf(filename));
    }
  } finally {
    process.chdir(dirname(bundles));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes what the commands need into the working folder, and names the commands. */
function prepareCommands() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync('k', privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync('t', Buffer.alloc(160, 7));
  const header = 'Multi Token File Path = t;\nToken File Path = ;\nNumber of Approvals = 1;\n';
  const approver = 'Approver Type = 2;\nApprover Name = officer1;\nApproval File = s;\n';
  writeFileSync('a', `# Approvals\n${header}\n${approver}`);
  return [
    ['sign', 't', '--key', 'k', '--out', 's'],
    ['dgst', '-sha256', '-sign', 'k', '-out', 'd', 't'],
    ['approval', 'lint', 'a'],
    ['verify', 't', '--signature', 's', '--key', 'k'],
    ['hsm', 'init', 'c'],
    ['hsm', 'console', '--hsm', 'c'],
  ];
}

void writeCodeCache();
