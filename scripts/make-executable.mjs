// Makes dist/mofn, one file for Linux on x64 that needs no Node: Node itself, as the npm registry has it, with the
// bundles of dist/cli, V8's machine code of them, and all that commands hand out. The same sources give the same bytes.
//   npm run executable
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchNode } from './executable/fetch-node.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(root, 'dist/cli');
const finished = join(root, 'dist/mofn');
const beside = `${finished}.${process.pid}.tmp`;

const MAIN = 'launch-executable.cjs';

/**
 * Machine code is the same bytes each time only where the hashes in it are. The executable runs without them: under another
 * flag than usual, V8 would not take the machine code that Node has of its own modules, which is a fifth of `mofn sign`.
 */
const V8_FLAGS = ['--hash-seed=1'];

const work = mkdtempSync(join(tmpdir(), 'mofn-executable-'));
try {
  const node = fetchNode(root, work);
  const caches = join(work, 'caches');
  mkdirSync(caches);
  execFileSync(node, [...V8_FLAGS, join(root, 'scripts/write-code-cache.cjs'), cli, caches], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const config = join(work, 'config.json');
  writeFileSync(config, JSON.stringify(configure(node, caches)));
  copyFileSync(join(cli, MAIN), join(work, MAIN));
  execFileSync(node, ['--build-sea', config], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  chmodSync(beside, 0o755);
  renameSync(beside, finished);
} finally {
  for (const path of [work, beside]) rmSync(path, { recursive: true, force: true });
}

/** As the documentation of Node has it: "Single executable applications". */
function configure(executable, caches) {
  const list = (folder, as, pattern) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => [`${as}/${name}`, join(folder, name)]);
  return {
    // Its path stands in what comes of it.
    main: MAIN,
    output: beside,
    executable,
    disableExperimentalSEAWarning: true,
    useCodeCache: false,
    // What stands in NODE_OPTIONS is for other programs.
    execArgvExtension: 'none',
    assets: Object.fromEntries([
      ...list(cli, 'dist/cli', /^(?!launch|load-bundle).*\.(cjs|json|br)$/),
      ...list(caches, 'dist/cli', /\.cache$/),
      ...list(join(root, 'examples'), 'examples', /\.(toml|pub)$/),
    ]),
  };
}
