/**
 * The examples of docstrings, as programs. An example is the body of a function. Of the names that it uses
 * and does not declare, those of its own file come from there, those of docstring-world.ts from there, those
 * of Node from Node, and the others from whichever file of `src/` exports them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
const WORLD = 'test/support/docstring-world.ts';
/** What examples of the inside take for given, as types alone: those are not run. */
const INSIDE = 'test/support/docstring-inside.ts';

/** What examples use of Node. */
const NODE: Readonly<Record<string, string>> = {
  Readable: 'node:stream',
  createHash: 'node:crypto',
  generateKeyPairSync: 'node:crypto',
  path: 'node:path',
  randomBytes: 'node:crypto',
  readFile: 'node:fs/promises',
  readFileSync: 'node:fs',
  sign: 'node:crypto',
};

export interface DocstringExample {
  /** `FILE: what is documented`. */
  readonly name: string;
  /** What is documented, if that is a function, class or value. */
  readonly exported: string | undefined;
  readonly body: string;
  /** A module that exports the function `example`. */
  readonly program: string;
}

interface RawExample {
  readonly file: string;
  readonly subject: string;
  readonly body: string;
}

/** Every example of `src/`. */
export function readDocstringExamples(): readonly DocstringExample[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => `src/${file}`)
    .sort();
  const exported = new Map([...files, WORLD, INSIDE].map((file) => [file, exportsOf(file)]));
  const examples = files.flatMap(examplesOf);
  return examples.map((example) => ({
    name: `${example.file}: ${example.subject}`,
    exported: /^export (?:async )?(?:function|class|const) (\w+)/.exec(example.subject)?.[1],
    body: example.body,
    program: programOf(example, exported),
  }));
}

function examplesOf(file: string): readonly RawExample[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\//gs)].flatMap((comment) => {
    const [, body] = (comment[1] ?? '').split('@example');
    if (body === undefined) return [];
    const subject = text.slice(comment.index + comment[0].length).trimStart();
    const lines = body.split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
    return [{ file, subject: /^.*/.exec(subject)?.[0] ?? '', body: lines.join('\n').trim() }];
  });
}

function exportsOf(file: string): ReadonlySet<string> {
  const source = parse(file, readFileSync(join(root, file), 'utf8'));
  const names = source.statements.flatMap((statement): string[] => {
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    }
    const { name } = statement as ts.DeclarationStatement;
    return name === undefined ? [] : [name.getText()];
  });
  return new Set(names);
}

function programOf(
  { file, body }: RawExample,
  exported: ReadonlyMap<string, ReadonlySet<string>>,
): string {
  const code = checkValues(body);
  const types = typesNamed(code);
  const imports = namesWanted(code).flatMap((name) => {
    const from = [file, WORLD, INSIDE].find((each) => exported.get(each)?.has(name));
    if (from === undefined && NODE[name] !== undefined) {
      return [`import ${name === 'path' ? name : `{ ${name} }`} from '${NODE[name]}';`];
    }
    const other = from ?? [...exported].find(([, names]) => names.has(name))?.[0];
    const isType = other !== undefined && types.has(name);
    const imported = isType ? `type ${name}` : name;
    return other === undefined ? [] : [`import { ${imported} } from '${join(root, other)}';`];
  });
  return [...imports, 'export async function example() {', code, '}', ''].join('\n');
}

/** Names that are used and not declared. */
function namesWanted(code: string): readonly string[] {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      if ((ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.name === node) {
        declared.add(node.text);
      } else if (ts.isBindingElement(parent)) {
        if (parent.name === node) declared.add(node.text);
      } else if (!isMemberName(node, parent)) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse('example.ts', code));
  return [...used].filter((name) => !declared.has(name)).sort();
}

/** Names that stand where types do. */
function typesNamed(code: string): ReadonlySet<string> {
  const types = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) types.add(node.typeName.getText());
    ts.forEachChild(node, visit);
  };
  visit(parse('example.ts', code));
  return types;
}

function isMemberName(node: ts.Identifier, parent: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent))
    return parent.name === node;
  return false;
}

/** Makes of `EXPRESSION; // VALUE` a comparison, where the value is written out. */
function checkValues(body: string): string {
  const source = parse('example.ts', body);
  let code = '';
  let at = 0;
  for (const statement of source.statements) {
    const value = /^[ \t]*\n?[ \t]*\/\/ ([^\n]*)/.exec(body.slice(statement.end))?.[1] ?? '';
    if (!ts.isExpressionStatement(statement) || !isWrittenOut(value)) continue;
    code += `${body.slice(at, statement.getStart())}expectValue(${statement.expression.getText()}, ${value});`;
    at = statement.end;
  }
  return code + body.slice(at);
}

/** Whether a comment is a whole literal. */
function isWrittenOut(text: string): boolean {
  if (text === '' || text.includes('…')) return false;
  const [statement, ...others] = parse('value.ts', `(${text});`).statements;
  if (statement === undefined || others.length > 0 || !ts.isExpressionStatement(statement))
    return false;
  let literal =
    ts.transpileModule(`(${text});`, { reportDiagnostics: true }).diagnostics?.length === 0;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !ts.isPropertyAssignment(node.parent)) literal = false;
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return literal;
}

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}
