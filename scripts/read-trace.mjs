// Says where in the sources the places of a stack trace are that mofn printed (exit code 70): in the bundles, names are
// short and lines are long. The bundles are built anew, so this is for the commit that the version was built of.
//   npm run trace < report.txt
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildConstants, ENTRIES } from './build-constants.mjs';
import { bundleCommandLine } from './bundle-command-line.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = mkdtempSync(join(tmpdir(), 'mofn-trace-'));
try {
  const define = buildConstants(root);
  await bundleCommandLine({ root, entries: ENTRIES, output, define, maps: true });
  process.stdout.write(
    readFileSync(0, 'utf8').replace(/[^\s(]*?([\w-]+\.cjs):(\d+):(\d+)/g, findPlace),
  );
} finally {
  rmSync(output, { recursive: true, force: true });
}

/** What is in no bundle stays as it is. */
function findPlace(found, bundle, line, column) {
  let map;
  try {
    map = new SourceMap(JSON.parse(readFileSync(join(output, `${bundle}.map`), 'utf8')));
  } catch {
    return found;
  }
  const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
  if (originalSource === undefined) return found;
  const file = relative(root, join(output, originalSource));
  return `${file}:${originalLine + 1}:${originalColumn + 1}`;
}
