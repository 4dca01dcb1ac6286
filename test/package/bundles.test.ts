import { mkdtempSync, rmSync } from 'node:fs';
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
  });
  afterAll(() => rmSync(output, { recursive: true, force: true }));

  function copiesOf(file: RegExp): string[] {
    const found = [...bundles].filter(([, files]) => [...files.keys()].some((at) => file.test(at)));
    return found.map(([name]) => name).sort();
  }

  it.each([
    [/src\/hsm\/machine\/machine\.ts$/, ['hsm']],
    [/src\/mgmt-util\/console\.ts$/, ['hsm']],
    [/src\/parser\/grammar\.ts$/, ['parser']],
    [/node_modules\/chevrotain\//, ['parser']],
    [/node_modules\/lodash-es\//, ['parser']],
    [/src\/parser\/lint\/all-rules\.ts$/, ['parser']],
    [/node_modules\/node-forge\/lib\/pkcs12\.js$/, ['forge']],
    [/node_modules\/node-forge\/lib\/jsbn\.js$/, ['forge', 'hsm']],
    [/node_modules\/yargs\//, ['arguments-yargs-arguments']],
    [/node_modules\/yaml\//, ['commands-hsm-read-seed']],
    [/node_modules\/valibot\//, ['hsm', 'sdk5-token', 'seed-files']],
  ])('%s stands in as few as it can', (file, expected) => {
    expect(copiesOf(file)).toEqual(expected);
  });

  it('take less than 2.5 MB, and no more than three tenths of that is repeated', () => {
    const sizes = new Map<string, number[]>();
    for (const [file, bytes] of [...bundles.values()].flatMap((files) => [...files])) {
      sizes.set(file, [...(sizes.get(file) ?? []), bytes]);
    }
    const all = sum([...sizes.values()].flat());
    const once = sum([...sizes.values()].map((of) => Math.max(...of)));
    expect(all).toBeLessThan(2_500_000);
    expect((all - once) / all).toBeLessThan(0.3);
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
