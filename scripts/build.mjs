// Builds dist/: the library as plain ES modules with types (tsc, esbuild), and the command line as CommonJS
// bundles (esbuild), of which a start reads only those that its command needs, with the checker page (dist/page),
// which it writes for people, and the manual (man/).
//   node scripts/build.mjs          both
//   node scripts/build.mjs --cli    the command line and the page only
//   node scripts/build.mjs --changed   as --cli, where what is there is not of these sources and this Node
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { buildConstants, buildId, ENTRIES } from './build-constants.mjs';
import { buildPage } from './build-page.mjs';
import { bundleCommandLine } from './bundle-command-line.mjs';
import { bundleLibrary } from './bundle-library.mjs';
import { listPackages, writeNotices } from './third-party-notices.mjs';
import { writeManPages } from './write-man-pages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const finished = join(root, 'dist/cli');
const page = join(root, 'dist/page/mofn.html');
/** Made by the build, as the bundles are, and in the tarball with them. */
const notices = 'THIRD-PARTY-NOTICES';
const output = join(root, `dist/cli-${process.pid}`);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const [what] = process.argv.slice(2);
if (what === undefined) await buildLibrary();
if (what !== '--changed' || !isBuilt()) {
  try {
    await buildCommandLine();
    putInPlace();
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
  // After the move, for machine code holds the names of its files.
  execFileSync(process.execPath, [join(root, 'scripts/write-code-cache.cjs'), finished], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
// The manual is made of docs/ too.
await writeManPages({ root, version });

/** Whether there are bundles of these sources, with machine code for this Node. */
function isBuilt() {
  const loader = join(finished, 'load-bundle.cjs');
  if (!existsSync(loader)) return false;
  const { codeCacheOf } = createRequire(import.meta.url)(loader);
  const cache = codeCacheOf?.(join(finished, 'start.cjs'));
  return cache?.includes(buildId(root)) === true && existsSync(cache);
}

async function buildLibrary() {
  const modules = join(root, 'dist/modules');
  rmSync(modules, { recursive: true, force: true });
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
  await bundleLibrary({ root, modules, output: join(root, 'dist/lib') });
}

async function buildCommandLine() {
  mkdirSync(output, { recursive: true });
  const bundles = await bundleCommandLine({
    root,
    entries: ENTRIES,
    output,
    define: buildConstants(root),
  });
  const { html, parts, bundles: ofPage } = await buildPage({ root, version });
  writeFileSync(join(output, 'mofn.html'), html);
  // As it is packed in the page, it takes a fifth more.
  writeFileSync(join(output, 'page.json.br'), brotliCompressSync(JSON.stringify(parts)));
  const packages = listPackages(new Map([...bundles, ...ofPage]), root);
  writeFileSync(join(output, notices), writeNotices(packages));
  const require = createRequire(import.meta.url);
  const { createLoader } = require(join(output, 'load-bundle.cjs'));
  const { makeTables } = createLoader(output, { read: () => undefined })('./make-tables.cjs');
  for (const [name, table] of Object.entries(await makeTables())) {
    writeFileSync(join(output, `${name}.json`), JSON.stringify(table));
  }
  rmSync(join(output, 'make-tables.cjs'));
}

/** A build that fails leaves the last one there, and one that succeeds is there whole at once. */
function putInPlace() {
  const old = `${output}-old`;
  if (existsSync(finished)) renameSync(finished, old);
  renameSync(join(output, notices), join(root, notices));
  mkdirSync(dirname(page), { recursive: true });
  renameSync(join(output, 'mofn.html'), page);
  renameSync(output, finished);
  rmSync(old, { recursive: true, force: true });
}
