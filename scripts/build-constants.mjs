// What stands in the bundles of the command line for names that the sources have (src/cli/build-constants.d.ts).
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files that are bundles though nothing imports them. */
export const ENTRIES = ['launch', 'launch-executable', 'load-bundle', 'make-tables', 'start'].map(
  (name) => `src/cli/${name}.ts`,
);

/**
 * @param {string} root the project's folder
 * @returns {Record<string, string>} as esbuild takes them
 */
export function buildConstants(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { MOFN_VERSION: JSON.stringify(version), MOFN_BUILD: JSON.stringify(buildId(root)) };
}

/**
 * Names what the bundles are made of, so that neither those of other sources are taken for them, nor the machine code
 * of others for theirs.
 */
export function buildId(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['src', 'scripts']) {
    for (const file of readdirSync(join(root, folder), { recursive: true }).sort()) {
      if (!/\.(tsx?|css|mjs|cjs)$/.test(file)) continue;
      hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
