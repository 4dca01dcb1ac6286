import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as library from '../../src/node.ts';
import { type DocstringExample, readDocstringExamples } from '../support/docstring-examples.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Keys that are elsewhere, which other tests have: test/signer/sources. */
const ELSEWHERE = ['openSource', 'openPkcs11', 'openSshAgent'];

const EXAMPLES = readDocstringExamples().filter(
  ({ exported }) => exported !== undefined && exported in library && !ELSEWHERE.includes(exported),
);

let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'mofn-docstrings-'));
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  // Inside the project, so that dependencies are found.
  const place = mkdtempSync(join(root, 'node_modules/.cache/docstrings-'));
  bundle = join(place, 'examples.mjs');
  for (const [at, { program }] of EXAMPLES.entries()) {
    writeFileSync(join(place, `example-${at}.ts`), program);
  }
  writeFileSync(
    join(place, 'examples.ts'),
    `${EXAMPLES.map((_, at) => `import { example as example${at} } from './example-${at}.ts';`).join('\n')}
    export { makeFiles } from ${JSON.stringify(join(root, 'test/support/docstring-files.ts'))};
    export const examples = [${EXAMPLES.map((_, at) => `example${at}`).join()}];`,
  );
  await build({
    entryPoints: [join(place, 'examples.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(bundle, '..'), { recursive: true, force: true });
});

/** test/types/docstring-examples.test.ts compiles all of them. */
it('the examples of what the library exports run, and give what they say', () => {
  expect(EXAMPLES.length).toBeGreaterThan(50);
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program()], {
    cwd: folder,
    encoding: 'utf8',
  });
  const failed: { at: number; message: string }[] = JSON.parse(printed);
  expect(failed.map(({ at, message }) => `${nameOf(EXAMPLES[at])}: ${message}`)).toEqual([]);
});

function nameOf(example: DocstringExample | undefined): string {
  return example?.name ?? '';
}

/** Runs each example in a folder of its own. */
function program(): string {
  const throwing = EXAMPLES.map(({ body }) => /^throw |\/\/ throws /.test(body));
  return `
    import { mkdirSync } from 'node:fs';
    import { examples, makeFiles } from ${JSON.stringify(bundle)};
    const throwing = ${JSON.stringify(throwing)};
    const failed = [];
    const folder = process.cwd();
    const { log } = console;
    console.log = () => undefined;
    for (const [at, example] of examples.entries()) {
      mkdirSync(folder + '/' + at);
      process.chdir(folder + '/' + at);
      makeFiles(example.toString());
      let thrown;
      try { await example(); } catch (error) { thrown = error; }
      if ((thrown !== undefined) !== throwing[at]) failed.push({ at, message: String(thrown?.stack) });
    }
    log(JSON.stringify(failed));`;
}
