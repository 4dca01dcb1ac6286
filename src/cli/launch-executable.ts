/**
 * The first file of the executable, which has Node, the bundles and all that commands hand out in itself
 * (scripts/make-executable.mjs). The name that it is called by says which of the package's programs it is.
 */
import { createLoader, EXECUTABLE_FOLDER } from './load-bundle.ts';
import { PROGRAMS } from './programs.ts';

const { getRawAsset, getAssetKeys } = process.getBuiltinModule('node:sea') as unknown as Sea;
const assets = new Set(getAssetKeys());

const load = createLoader(EXECUTABLE_FOLDER, {
  source: (filename) => assetOf(filename).toString('latin1'),
  read: (filename) =>
    assets.has(nameOf(`${filename}.cache`)) ? assetOf(`${filename}.cache`) : undefined,
});

/** As the types of Node 20 do not have it yet. */
interface Sea {
  getRawAsset(name: string): ArrayBuffer;
  getAssetKeys(): readonly string[];
}

/** From the package's folder. */
function nameOf(filename: string): string {
  return filename.replace(EXECUTABLE_FOLDER, 'dist/cli');
}

function assetOf(filename: string): Buffer {
  return Buffer.from(getRawAsset(nameOf(filename)));
}

const called = process.argv0.slice(process.argv0.lastIndexOf('/') + 1);
const words = PROGRAMS[called] ?? [];
process.argv = [...process.argv.slice(0, 2), ...words, ...process.argv.slice(2)];

const { start, leaveAtOnce } = load('./start.cjs') as typeof import('./start.ts');
void start().then(leaveAtOnce);
