import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const PAGE = readFileSync('docs/contributing.md', 'utf8');

/** What the page tells to make. */
const NOT_THERE = new Set([
  'src/hsm/migrations/from-version-N.ts',
  'src/hsm/migrations/from-version-2.ts',
]);

const FILES = readdirSync('.').map((name) => `/${name}`);
for (const folder of ['src', 'test', 'scripts', 'docs', '.ci', 'bench', 'editors']) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    FILES.push(`/${folder}/${name}`);
  }
}

/** The page without its fenced blocks, which `npm run how-tos` follows. */
const PROSE = PAGE.replaceAll(/^ *```.*?^ *```$/gms, '');

it('draws the house as it is', () => {
  const map = /^src\/\n(.*?)^test\//ms.exec(PAGE)?.[1] ?? '';
  // A row begins two blanks in; what follows further in goes on with it.
  const rooms = [...map.matchAll(/^ {2}([a-z0-9-]+)\//gm)].map(([, room]) => room);
  const inSource = readdirSync('src', { withFileTypes: true });
  const folders = inSource.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect([...rooms, 'failure-codes'].sort()).toEqual(folders.sort());

  const files = inSource.filter((entry) => entry.isFile()).map(({ name }) => name.split('.')[0]);
  const rows = /^ {2}\(entries\)(.*?):.*?\(ground\)(.*?):/ms.exec(map)?.slice(1).join(' ') ?? '';
  const named = (rows.match(/[a-z0-9-]+\/?/g) ?? []).filter((word) => !word.endsWith('/'));
  expect(named.sort()).toEqual(files.sort());
});

it('names files that there are', () => {
  const named = [...PROSE.matchAll(/`([\w./-]+\.(?:ts|tsx|cjs|mjs|sh|json|md))`/g)];
  expect(named.length).toBeGreaterThan(40);
  const missing = named
    .map(([, name = '']) => name)
    .filter((name) => !NOT_THERE.has(name) && !FILES.some((file) => file.endsWith(`/${name}`)));
  expect(missing).toEqual([]);
});

it('traces a flow through code that there is', () => {
  const flow = /^## One flow.*?(?=^## )/ms.exec(PAGE)?.[0] ?? '';
  const source = FILES.filter((file) => /^\/src\/.*\.ts$/.test(file))
    .map((file) => readFileSync(`.${file}`, 'utf8'))
    .join('\n');
  const names = [...flow.matchAll(/`([a-z]+[A-Z]\w*|[A-Z]\w+)`/g)].map(([, name = '']) => name);
  expect(names).toEqual(expect.arrayContaining(['applyFaults', 'ConsoleFiles', 'createUser']));
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(source))).toEqual([]);
});
