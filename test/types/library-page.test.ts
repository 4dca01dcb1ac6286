import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  LIBRARY_EXAMPLES,
  LIBRARY_SOURCES,
  writeLibraryExamples,
} from '../support/library-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('docs/library.md', () => {
  let folder: string;

  beforeAll(() => {
    folder = writeLibraryExamples();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('compiles', () => {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const paths = Object.fromEntries(
      Object.entries(LIBRARY_SOURCES).map(([name, source]) => [name, [join(root, source)]]),
    );
    const program = ts.createProgram(
      [
        ...LIBRARY_EXAMPLES.map(({ file }) => join(folder, file)),
        join(root, 'src/cli/build-constants.d.ts'),
      ],
      { ...options, paths, skipLibCheck: true },
    );
    // The examples alone: the sources are checked elsewhere.
    const messages = LIBRARY_EXAMPLES.map(({ file }) => program.getSourceFile(join(folder, file)))
      .flatMap((file) => [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ])
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(messages).toEqual([]);
  });
});
