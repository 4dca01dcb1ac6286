import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const locked = Object.entries(packages).filter(([path]) => path !== '');

/** What may be handed out with us. */
const LICENCES = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'MIT OR Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '(BSD-3-Clause OR GPL-2.0)',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
];

/** What tools may have besides, of which nothing is in what is handed out. */
const LICENCES_OF_TOOLS = ['MPL-2.0', 'CC-BY-4.0'];

describe('the dependencies', () => {
  it('stand in the table of docs/contributing.md, each once, and no other', () => {
    const page = readFileSync('docs/contributing.md', 'utf8');
    const [, chapter = ''] = page.split('## Dependencies\n');
    const [table = ''] = chapter.split('\n## ');
    const rows = [...table.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual([
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.peerDependencies),
      ...Object.keys(manifest.devDependencies),
    ]);
    for (const [, name, cells = ''] of rows) expect(cells.split(' | '), name).toHaveLength(5);
  });

  it('are named to the version', () => {
    const versions = { ...manifest.dependencies, ...manifest.devDependencies };
    for (const [name, version] of Object.entries(versions)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    }
  });

  it('have licences that let us hand them out', () => {
    expect(locked.length).toBeGreaterThan(100);
    for (const [path, { license = 'none', dev = false }] of locked) {
      expect([...LICENCES, ...(dev ? LICENCES_OF_TOOLS : [])], path).toContain(license);
    }
    const notices = readFileSync('THIRD-PARTY-NOTICES', 'utf8');
    const bundled = [...notices.matchAll(/^Licence: (.+)$/gm)].map(([, licence]) => licence);
    expect(bundled.length).toBeGreaterThan(15);
    for (const licence of bundled) expect(LICENCES).toContain(licence);
  });

  it('run nothing when they are installed, but esbuild', () => {
    const scripts = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(scripts.map(([path]) => path)).toEqual(['node_modules/esbuild']);
  });

  it('are locked without the address of any registry', () => {
    for (const [path, { resolved }] of locked) expect(resolved, path).toBeUndefined();
  });
});
