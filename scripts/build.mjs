// Builds dist/: the library as plain ES modules with types (tsc), and the command line as CommonJS
// bundles (esbuild), of which a start reads only those that its command needs.
//   node scripts/build.mjs          both
//   node scripts/build.mjs --cli    the command line only
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src');
const finished = join(root, 'dist/cli');
const output = join(root, `dist/cli-${process.pid}`);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

if (!process.argv.includes('--cli')) {
  rmSync(join(root, 'dist/lib'), { recursive: true, force: true });
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], {
    stdio: 'inherit',
  });
}
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

async function buildCommandLine() {
  mkdirSync(output, { recursive: true });
  const done = new Set();
  const waiting = ['launch.ts', 'load-bundle.ts', 'start.ts', 'commands/index.ts'].map((file) =>
    join(source, 'cli', file),
  );
  while (waiting.length > 0) {
    const entryPoints = waiting.splice(0).filter((file) => !done.has(file));
    for (const file of entryPoints) done.add(file);
    await build({
      entryPoints: entryPoints.map((file) => ({ in: file, out: bundleName(file) })),
      outdir: output,
      outExtension: { '.js': '.cjs' },
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20.19',
      supported: { 'dynamic-import': false },
      external: ['pkcs11js'],
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: 'linked',
      // yargs asks for import.meta.url, which CommonJS has not.
      inject: [join(root, 'scripts/import-meta-url.mjs')],
      define: {
        'import.meta.url': 'importMetaUrl',
        MOFN_VERSION: JSON.stringify(version),
        MOFN_BUILD: JSON.stringify(buildId()),
      },
      plugins: [lazyBundles(waiting)],
      logLevel: 'warning',
    });
  }
  const require = createRequire(import.meta.url);
  const { renderHelpPages } = require(
    join(output, `${bundleName(join(source, 'cli/help.ts'))}.cjs`),
  );
  const { DEFINITIONS } = require(
    join(output, `${bundleName(join(source, 'cli/commands/index.ts'))}.cjs`),
  );
  writeFileSync(join(output, 'help.json'), JSON.stringify(await renderHelpPages(DEFINITIONS)));
}

/** Names what the bundles are made of, so that no machine code of other bundles is taken for theirs. */
function buildId() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const file of readdirSync(source, { recursive: true }).sort()) {
    if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(source, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** A build that fails leaves the last one there, and one that succeeds is there whole at once. */
function putInPlace() {
  const old = `${output}-old`;
  if (existsSync(finished)) renameSync(finished, old);
  renameSync(output, finished);
  rmSync(old, { recursive: true, force: true });
}

/** `src/cli/commands/sign/run.ts` becomes `commands-sign-run`, `src/signer/x.ts` becomes `signer-x`. */
function bundleName(file) {
  return relative(source, file)
    .replace(/\.ts$/, '')
    .replace(/^cli\//, '')
    .replaceAll('/', '-');
}

/** Each dynamic import of a file of ours becomes a bundle of its own. */
function lazyBundles(waiting) {
  return {
    name: 'lazy-bundles',
    setup(builder) {
      builder.onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = join(resolveDir, path);
        waiting.push(file);
        return { path: `./${bundleName(file)}.cjs`, external: true };
      });
    },
  };
}
