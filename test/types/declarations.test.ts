import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Declarations, makeDeclarations } from '../support/declarations.ts';
import { LIBRARY_ENTRIES } from '../support/library-page.ts';
import { findNamelessTypes } from '../support/nameless-types.ts';

/** A program of somebody else, who checks the declarations of libraries too. */
const CONSUMER = `
import {
  type ApprovalData, type ApprovalDocument, type CombineInput, combine, type DeviceReading,
  type Diagnostic, lint, parseApproval, readAsDevice, type SignedApprovals, writeApproval,
} from './lib/approval-files.js';
import * as mofn from './lib/index.js';
import { type ClusterReport, reportCluster } from './lib/node.js';

const document: ApprovalDocument = parseApproval('Token File Path = ;');
const data: ApprovalData = document.data;
const bytes: Uint8Array = writeApproval(document);
const reading: DeviceReading = readAsDevice(writeApproval(data));
const found: readonly Diagnostic[] = lint(bytes);
const merge: typeof combine = (inputs: readonly CombineInput[], crypto): SignedApprovals =>
  combine(inputs, crypto);
const same: typeof mofn.lint = lint;
const signer: mofn.OpenedSigner = await mofn.openPrivateKey('-----BEGIN PRIVATE KEY-----');
const cluster: mofn.Cluster = mofn.createMemoryCluster();
export const report: ClusterReport = reportCluster(cluster);
export const disposable: AsyncDisposable[] = [signer, cluster];
export const all = [data, reading, found, merge, same];
`;

/** One of TypeScript before 5.2, or without the library `esnext.disposable`. */
const OLDER_CONSUMER = `
import type { AsyncDisposal } from './lib/async-disposal.js';
interface Opened extends AsyncDisposal { close(): Promise<void> }
export const opened: Opened = { close: async () => {} };
`;

/** Packages whose declarations a user of the library has anyway. */
const PLATFORM = /\/node_modules\/(typescript\/lib|@types\/node|undici-types|buffer)\//;

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  skipLibCheck: false,
  noEmit: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  types: ['node'],
};

describe('the declarations of the library', () => {
  let declarations: Declarations;
  let program: ts.Program;

  beforeAll(() => {
    declarations = makeDeclarations();
    program = compile('consumer.ts', CONSUMER, OPTIONS);
  });
  afterAll(() => declarations.remove());

  function compile(name: string, code: string, options: ts.CompilerOptions): ts.Program {
    const file = join(declarations.folder, name);
    writeFileSync(file, code);
    return ts.createProgram([file], options);
  }

  it('compile in a strict program, and reach no type of a dependency', () => {
    expect(complaintsOf(program)).toEqual([]);

    const reached = program.getSourceFiles().filter(({ fileName }) => !PLATFORM.test(fileName));
    const foreign = reached.filter(
      ({ fileName }) => !fileName.startsWith(`${declarations.folder}/`),
    );
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

  it('do without Symbol.asyncDispose where a program knows no such', () => {
    const target = ts.ScriptTarget.ES2022;
    const older = compile('older.ts', OLDER_CONSUMER, { ...OPTIONS, target, types: [] });
    expect(complaintsOf(older)).toEqual([]);
  });

  // A user who keeps what a function answers has to name its type.
  it.each(LIBRARY_ENTRIES)('of %s export every type that they reach', (entry) => {
    const { folder } = declarations;
    expect(findNamelessTypes(program, declarations.entry(entry), join(folder, 'lib'))).toEqual([]);
  });
});

function complaintsOf(program: ts.Program): string[] {
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
