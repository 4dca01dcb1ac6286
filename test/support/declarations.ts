/**
 * The declarations of the library, as the build makes them, in a folder where a compiler finds the types
 * of Node.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { LIBRARY_SOURCES, type LibraryEntry } from './library-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Declarations {
  /** Programs that use them stand here, and import from `./lib/`. */
  readonly folder: string;
  /** The declarations of an entry. */
  entry(name: LibraryEntry): string;
  remove(): void;
}

/** Makes them. */
export function makeDeclarations(): Declarations {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'declarations-'));
  const config = join(root, 'tsconfig.build.json');
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    root,
    // The sources are checked elsewhere.
    { outDir: join(folder, 'lib'), emitDeclarationOnly: true, noCheck: true },
  );
  const { diagnostics } = ts.createProgram(fileNames, options).emit();
  const [complaint] = diagnostics;
  if (complaint !== undefined) {
    throw new Error(ts.flattenDiagnosticMessageText(complaint.messageText, '\n'));
  }
  return {
    folder,
    entry: (name) =>
      join(folder, LIBRARY_SOURCES[name].replace(/^src/, 'lib').replace(/\.ts$/, '.d.ts')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
