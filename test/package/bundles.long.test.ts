import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** By bundle, and by file in it, the bytes that it takes there. */
type Bundles = ReadonlyMap<string, ReadonlyMap<string, number>>;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles are quick to read where they are few, so that what is small is in each that uses it. */
describe('the bundles of the command line', () => {
  let output: string;
  let bundles: Bundles;
  let ofPage: Bundles;

  beforeAll(async () => {
    output = mkdtempSync(join(tmpdir(), 'mofn-bundles-'));
    const script = new URL('../../scripts/bundle-command-line.mjs', import.meta.url);
    const { bundleCommandLine } = await import(script.href);
    bundles = await bundleCommandLine({
      root,
      entries: ['launch', 'load-bundle', 'start'].map((name) => `src/cli/${name}.ts`),
      output,
      define: { MOFN_VERSION: '""', MOFN_BUILD: '""' },
    });
    const { buildPage } = await import(
      new URL('../../scripts/build-page.mjs', import.meta.url).href
    );
    ofPage = (await buildPage({ root, version: '' })).bundles;
  });
  afterAll(() => rmSync(output, { recursive: true, force: true }));

  it('come with the licence of each package that stands in them, or in the page', () => {
    const packages = new Set<string>();
    for (const [file, bytes] of [...bundles.values(), ...ofPage.values()].flatMap((files) => [
      ...files,
    ])) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
      if (folder !== undefined && bytes > 0) packages.add(join(root, folder));
    }
    const notices = readFileSync(join(root, 'THIRD-PARTY-NOTICES'), 'utf8');
    const expected = [...packages].map((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const [legal = ''] = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
      const text = readFileSync(join(folder, legal), 'utf8').replaceAll('\r\n', '\n').trim();
      expect(notices, name).toContain(text);
      return `${name} ${version}`;
    });
    const titles = [...notices.matchAll(/^-{80}\n(.+)\nLicence: \S/gm)].map(([, title]) => title);
    expect(titles).toEqual([...new Set(expected)].sort());
    expect(titles.join()).toContain('node-forge');
    expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).files).toContain(
      'THIRD-PARTY-NOTICES',
    );
  });

  it.each([
    ['does not name its licence', {}],
    ['comes without the text of its licence', { license: 'MIT' }],
  ])('are not built where a package %s', async (problem, licence) => {
    const folder = mkdtempSync(join(tmpdir(), 'mofn-package-'));
    const manifest = { name: 'a', version: '1.0.0', ...licence };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    const script = new URL('../../scripts/third-party-notices.mjs', import.meta.url);
    const { writeNotices } = await import(script.href);
    expect(() => writeNotices([folder])).toThrow(`a 1.0.0 ${problem}`);
    rmSync(folder, { recursive: true });
  });

  function copiesOf(file: RegExp): string[] {
    const found = [...bundles].filter(([, files]) => [...files.keys()].some((at) => file.test(at)));
    return found.map(([name]) => name).sort();
  }

  it.each([
    [/src\/hsm\/machine\/machine\.ts$/, ['hsm']],
    [/src\/hsm\/machine\/requests\/log-in\.ts$/, ['hsm-requests']],
    [/src\/mgmt-util\/console\.ts$/, ['mgmt-util']],
    [/src\/cloudhsm-cli\/console\.ts$/, ['cloudhsm-cli']],
    [/src\/parser\/grammar\.ts$/, ['parser']],
    [/node_modules\/chevrotain\//, ['parser']],
    [/node_modules\/es-toolkit\//, ['parser']],
    [/node_modules\/lodash-es\//, []],
    [/src\/parser\/lint\/all-rules\.ts$/, ['parser']],
    [/src\/audit\/judge\/judge-audit\.ts$/, ['audit']],
    [/node_modules\/node-forge\/lib\/des\.js$/, ['forge']],
    [/node_modules\/node-forge\/lib\/jsbn\.js$/, ['forge']],
    [/node_modules\/node-forge\/lib\/pkcs12\.js$/, []],
    [/node_modules\/tweetnacl\//, []],
    [/node_modules\/yargs\//, ['arguments-yargs-arguments']],
    [/node_modules\/yaml\//, ['commands-hsm-read-seed']],
    [/node_modules\/valibot\//, ['common', 'hsm', 'hsm-requests']],
    [/node_modules\/toml-eslint-parser\//, ['toml']],
    [/node_modules\/preact\//, ['evidence']],
    [/node_modules\/@noble\/curves\//, ['hsm-machine-keys-noble-ecdsa']],
    [/node_modules\/@noble\/hashes\//, ['evidence', 'hsm-machine-keys-noble-ecdsa']],
  ])('%s stands in as few as it can', (file, expected) => {
    expect(copiesOf(file)).toEqual(expected);
  });

  it('have one copy of a class that `instanceof` asks for, where they meet', () => {
    const sources = new Map(
      [...new Set([...bundles.values()].flatMap((files) => [...files.keys()]))]
        .filter((file) => file.startsWith('src/'))
        .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
    );
    const asked = new Set(
      [...sources.values()].flatMap((text) =>
        [...text.matchAll(/ instanceof (\w+)/g)].map(([, name]) => name),
      ),
    );
    const told = [...sources].filter(([, text]) =>
      [...text.matchAll(/^export class (\w+)/gm)].some(([, name]) => asked.has(name)),
    );
    const repeated = told
      .map(([file]) => [file, copiesOf(new RegExp(`^${file}$`))] as const)
      .filter(([, homes]) => homes.length > 1);
    expect(told.map(([file]) => file)).toContain('src/hsm/machine/refused.ts');
    // A process has one of the consoles.
    expect(repeated).toEqual([['src/console/waits.ts', ['cloudhsm-cli', 'mgmt-util']]]);
  });

  it('take less than 2.5 MB, and no more than a fifth of that is repeated', () => {
    const sizes = new Map<string, number[]>();
    for (const [file, bytes] of [...bundles.values()].flatMap((files) => [...files])) {
      sizes.set(file, [...(sizes.get(file) ?? []), bytes]);
    }
    const all = sum([...sizes.values()].flat());
    const once = sum([...sizes.values()].map((of) => Math.max(...of)));
    expect(all).toBeLessThan(2_500_000);
    expect((all - once) / all).toBeLessThan(0.2);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
