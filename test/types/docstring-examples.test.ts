import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDocstringExamples } from '../support/docstring-examples.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLES = readDocstringExamples();
let folder: string;

beforeAll(() => {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  // Inside the project, so that the types of Node are found.
  folder = mkdtempSync(join(root, 'node_modules/.cache/docstrings-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** test/docs/docstring-examples.test.ts runs those of what the library exports. */
it('every example of a docstring compiles', () => {
  expect(EXAMPLES.length).toBeGreaterThan(100);
  const files = EXAMPLES.map(({ program }, at) => {
    const file = join(folder, `example-${at}.ts`);
    writeFileSync(file, program);
    return file;
  });
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const ambient = ['src/cli/build-constants.d.ts', 'src/hsm/machine/forge-parts.d.ts'];
  const program = ts.createProgram([...files, ...ambient.map((file) => join(root, file))], {
    ...options,
    skipLibCheck: true,
    // They import by whole paths.
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
    // An example shows a call, and need not use what it gives.
    noUnusedLocals: false,
    noImplicitReturns: false,
  });
  const complaints = files.flatMap((file, at) =>
    complaintsOf(program, file).map((complaint) => `${EXAMPLES[at]?.name}: ${complaint}`),
  );
  expect(complaints).toEqual([]);
});

function complaintsOf(program: ts.Program, file: string): string[] {
  const source = program.getSourceFile(file);
  return [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
