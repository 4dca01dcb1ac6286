import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { LIBRARY_ENTRIES, LIBRARY_SOURCES, type LibraryEntry } from '../support/library-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('the entries of the library', () => {
  it('are what package.json exports', () => {
    const exported = Object.entries<{ types: string; default: string }>(manifest.exports).flatMap(
      ([name, { types, default: file }]) => (types === undefined ? [] : [{ name, types, file }]),
    );
    expect(exported).toHaveLength(LIBRARY_ENTRIES.length);
    for (const entry of LIBRARY_ENTRIES) {
      const built = LIBRARY_SOURCES[entry].replace(/^src/, './dist/lib').replace(/\.ts$/, '');
      const name = entry.replace(/^mofn/, '.');
      expect(exported).toContainEqual({ name, types: `${built}.d.ts`, file: `${built}.js` });
    }
  });

  it('hold one another', async () => {
    const [parser = [], main = [], node = []] = await Promise.all(LIBRARY_ENTRIES.map(namesOf));
    expect(main).toEqual(expect.arrayContaining(parser));
    expect(node).toEqual(expect.arrayContaining(main));
    expect(new Set([parser.length, main.length, node.length]).size).toBe(3);
  });

  it('need no package but the dependencies, and each of those', async () => {
    const needed = (await Promise.all(LIBRARY_ENTRIES.map(packagesOf))).flat();
    const own = needed.filter((name) => !name.startsWith('node:'));
    const peers = Object.keys(manifest.peerDependencies);
    const packages = new Set(own.map(packageOf).filter((name) => !peers.includes(name)));
    expect([...packages].sort()).toEqual(Object.keys(manifest.dependencies));
  });

  it('are of nothing of Node, in mofn/parser', async () => {
    const needed = await packagesOf('mofn/parser');
    expect(needed.filter((name) => name.startsWith('node:'))).toEqual([]);
    expect(needed).toContain('chevrotain');
  });
});

async function namesOf(entry: LibraryEntry): Promise<string[]> {
  return Object.keys(await import(join(root, LIBRARY_SOURCES[entry])));
}

/** What the files behind an entry import that is none of them. */
async function packagesOf(entry: LibraryEntry): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, LIBRARY_SOURCES[entry])],
    bundle: true,
    write: false,
    metafile: true,
    treeShaking: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: root,
    logLevel: 'silent',
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  return imports.filter(({ external }) => external === true).map(({ path }) => path);
}

/** `node-forge` of `node-forge/lib/asn1.js`. */
function packageOf(name: string): string {
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}
