import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program of somebody else, who checks the declarations of libraries too. */
const CONSUMER = `
import {
  type ApprovalData, type ApprovalDocument, type CombineInput, combine, type DeviceReading,
  type Diagnostic, lint, parseApproval, readAsDevice, type SignedApprovals, writeApproval,
} from './lib/approval-files.js';
import * as mofn from './lib/index.js';

const document: ApprovalDocument = parseApproval('Token File Path = ;');
const data: ApprovalData = document.data;
const bytes: Uint8Array = writeApproval(document);
const reading: DeviceReading = readAsDevice(writeApproval(data));
const found: readonly Diagnostic[] = lint(bytes);
const merge: (inputs: readonly CombineInput[]) => SignedApprovals = combine;
const same: typeof mofn.lint = lint;
const signer: mofn.OpenedSigner = await mofn.openPrivateKey('-----BEGIN PRIVATE KEY-----');
export const disposable: AsyncDisposable = signer;
export const all = [data, reading, found, merge, same];
`;

/** Packages whose declarations a user of the library has anyway. */
const PLATFORM = /\/node_modules\/(typescript\/lib|@types\/node|undici-types|buffer)\//;

describe('the declarations of the library', () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
    // As the build makes them. Inside the project, so that the types of Node are found.
    folder = mkdtempSync(join(root, 'node_modules/.cache/declarations-'));
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
    for (const file of sources.filter((name) => name.endsWith('.ts'))) {
      const source = readFileSync(join(root, 'src', file), 'utf8');
      const { outputText } = ts.transpileDeclaration(source, {
        compilerOptions: { isolatedDeclarations: true },
      });
      const built = join(folder, 'lib', file.replace(/(\.d)?\.ts$/, '.d.ts'));
      mkdirSync(dirname(built), { recursive: true });
      writeFileSync(built, outputText);
    }
    writeFileSync(join(folder, 'consumer.ts'), CONSUMER);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('compile in a strict program, and reach no type of a dependency', () => {
    const program = ts.createProgram([join(folder, 'consumer.ts')], {
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      types: ['node'],
    });
    const complaints = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(complaints).toEqual([]);

    const reached = program.getSourceFiles().filter(({ fileName }) => !PLATFORM.test(fileName));
    const foreign = reached.filter(({ fileName }) => !fileName.startsWith(`${folder}/`));
    expect(foreign.map(({ fileName }) => fileName)).toEqual([]);
    const own = reached.filter(({ fileName }) => fileName.endsWith('.d.ts'));
    expect(own.length).toBeGreaterThan(10);
    for (const { fileName, text } of own) {
      const packages = ts
        .preProcessFile(text)
        .importedFiles.map((file) => file.fileName)
        .filter((name) => !name.startsWith('.') && !name.startsWith('node:'));
      expect(packages, fileName).toEqual([]);
    }
  });

  // TypeScript before 5.2, and programs without the library `esnext.disposable`.
  it('do without Symbol.asyncDispose where a program knows no such', { timeout: 60_000 }, () => {
    const consumer = join(folder, 'older.ts');
    writeFileSync(
      consumer,
      `import type { AsyncDisposal } from './lib/async-disposal.js';
      interface Opened extends AsyncDisposal { close(): Promise<void> }
      export const opened: Opened = { close: async () => {} };`,
    );
    const program = ts.createProgram([consumer], {
      strict: true,
      skipLibCheck: false,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      types: [],
    });
    const complaints = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    expect(complaints).toEqual([]);
  });
});
