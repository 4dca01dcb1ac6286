// The library as its users get it: of each entry of package.json a plain ES module, what entries have in
// common and what is loaded late in files beside them, and of the declarations those that an entry needs.
// What tsc has made of all sources stays beside it, in dist/modules, for the benchmarks.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';

/**
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {string} options.modules the folder with a module and its declarations for each source
 * @param {string} options.output folder for the library
 */
export async function bundleLibrary({ root, modules, output }) {
  rmSync(output, { recursive: true, force: true });
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const entries = Object.values(exports).filter(({ types }) => types !== undefined);
  const inModules = (file) => join(modules, relative(output, resolve(root, file)));
  await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => inModules(entry.default)),
    outdir: output,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    target: 'es2023',
    charset: 'utf8',
    chunkNames: 'parts/[name]-[hash]',
    minify: true,
    logLevel: 'warning',
  });
  writeDeclarations(
    entries.map(({ types }) => inModules(types)),
    modules,
    output,
  );
}

/** Writes the declarations that the entries export, and those that these name, each in the file that tsc has it in. */
function writeDeclarations(entries, modules, output) {
  const program = ts.createProgram(entries, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    types: ['node'],
    noLib: true,
  });
  const checker = program.getTypeChecker();
  const exported = entries.flatMap((entry) =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry))),
  );
  const kept = new Set(exported.flatMap(statementsOf));
  for (const statement of kept) visit(statement);
  for (const { fileName, statements } of program.getSourceFiles()) {
    if (!fileName.startsWith(modules)) continue;
    const names = new Set(statements.filter((statement) => kept.has(statement)).flatMap(namesIn));
    const lines = statements.map((statement) => writeStatement(statement, names)).filter(Boolean);
    if (lines.length === 0) continue;
    const place = join(output, relative(modules, fileName));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, `${lines.join('\n')}\n`);
  }

  /** @param names what the statements of the file name that stay in it */
  function writeStatement(statement, names) {
    const text = statement.getFullText().trim();
    if (ts.isImportDeclaration(statement)) {
      const { name, namedBindings: list } = statement.importClause ?? {};
      if (list === undefined || ts.isNamespaceImport(list)) {
        return names.has((list?.name ?? name)?.text) ? text : '';
      }
      return writeList(statement, list, (element) => names.has(element.name.text));
    }
    if (ts.isExportDeclaration(statement) && statement.exportClause !== undefined) {
      return writeList(statement, statement.exportClause, (element) =>
        isNeeded(checker.getSymbolAtLocation(element.name)),
      );
    }
    return kept.has(statement) || ts.isExportDeclaration(statement) ? text : '';
  }

  /** An import or export of those names of a list that are needed. */
  function writeList(statement, list, isWanted) {
    if (!ts.isNamedImports(list) && !ts.isNamedExports(list)) return statement.getText();
    const wanted = list.elements.filter(isWanted).map((element) => element.getText());
    if (wanted.length === 0) return '';
    const text = statement.getText();
    const [start, end] = [list.getStart(), list.end].map((at) => at - statement.getStart());
    return `${text.slice(0, start)}{ ${wanted.join(', ')} }${text.slice(end)}`;
  }

  function isNeeded(symbol) {
    return statementsOf(symbol).some((statement) => kept.has(statement));
  }

  function namesIn(node) {
    const found = ts.isIdentifier(node) ? [node.text] : [];
    ts.forEachChild(node, (child) => void found.push(...namesIn(child)));
    return found;
  }

  function visit(node) {
    if (ts.isIdentifier(node)) {
      for (const statement of statementsOf(checker.getSymbolAtLocation(node))) kept.add(statement);
    }
    ts.forEachChild(node, visit);
  }

  /** The statements of ours that declare something. */
  function statementsOf(symbol) {
    if (symbol === undefined) return [];
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const { declarations = [] } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    return declarations.flatMap((declaration) => {
      const own = declaration.getSourceFile().fileName.startsWith(modules);
      let statement = declaration;
      while (own && statement.parent !== undefined && !ts.isSourceFile(statement.parent)) {
        statement = statement.parent;
      }
      return own && !ts.isSourceFile(statement) ? [statement] : [];
    });
  }
}
