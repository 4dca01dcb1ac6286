// Writes the manual, man/, of which the package has a copy. (scripts/man/ makes its pages.)
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildConstants } from './build-constants.mjs';

/** Of a version that has no day in CHANGELOG.md yet: two builds have the same. */
const UNRELEASED = '2026-11-29';

/**
 * Puts all pages in place, or leaves those of the last build.
 *
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {string} options.version
 */
export async function writeManPages({ root, version }) {
  const finished = join(root, 'man');
  const output = `${finished}-${process.pid}`;
  try {
    mkdirSync(output);
    const { makePages } = await loadPages(root, output);
    const read = (name) => readFileSync(join(root, 'docs', `${name}.md`), 'utf8');
    const docs = {
      approvalFile: read('approval-file'),
      device: read('device'),
      token: read('token'),
    };
    for (const [name, text] of makePages(docs, dateOf(root, version))) {
      writeFileSync(join(output, name), text);
    }
    rmSync(finished, { recursive: true, force: true });
    renameSync(output, finished);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

async function loadPages(root, folder) {
  const outfile = join(folder, 'pages.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/man/pages.ts'],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    define: { 'import.meta.url': '""', ...buildConstants(root) },
    external: ['pkcs11js'],
    logLevel: 'error',
    outfile,
  });
  const pages = createRequire(outfile)(outfile);
  rmSync(outfile);
  return pages;
}

/** The day of a version, as mdoc has it. */
function dateOf(root, version) {
  const changes = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const heading = `## [${version}] - `;
  const line = changes.split('\n').find((each) => each.startsWith(heading));
  const day = new Date(line?.slice(heading.length) ?? UNRELEASED);
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(day);
}
