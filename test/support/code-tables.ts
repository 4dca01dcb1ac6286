/** Tables of codes as they stand in the sources: what each code means, and the type of its values. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** One code of a table. */
export interface TabledCode {
  readonly code: string;
  /** The comment above it, in one line. */
  readonly comment: string | undefined;
  /** The type of its values; missing where it has none. */
  readonly values: string | undefined;
}

/** A file of `src/`. */
export function readSource(file: string): ts.SourceFile {
  const url = new URL(`../../src/${file}`, import.meta.url);
  return ts.createSourceFile(file, readFileSync(url, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The comment at the top of a file, in one line. */
export function fileComment(file: ts.SourceFile): string | undefined {
  return commentIn(file.text.slice(0, file.statements[0]?.getStart()));
}

/** Interfaces whose members are codes, and union types whose members have a `code`. */
export function codesOf(file: ts.SourceFile, name: RegExp): readonly TabledCode[] {
  return file.statements.flatMap((statement): readonly TabledCode[] => {
    if (ts.isInterfaceDeclaration(statement) && name.test(statement.name.text)) {
      return statement.members.flatMap((member) => codeOfMember(member, file));
    }
    if (ts.isTypeAliasDeclaration(statement) && name.test(statement.name.text)) {
      return codesOfUnion(statement, file);
    }
    return [];
  });
}

function codeOfMember(member: ts.TypeElement, file: ts.SourceFile): readonly TabledCode[] {
  if (!ts.isPropertySignature(member) || member.type === undefined) return [];
  const { name } = member;
  if (!ts.isStringLiteral(name) && !ts.isIdentifier(name)) return [];
  const comment = commentIn(file.text.slice(member.pos, member.getStart()));
  return [{ code: name.text, comment, values: showType(member.type.getText()) }];
}

function codesOfUnion(
  { name, type }: ts.TypeAliasDeclaration,
  file: ts.SourceFile,
): readonly TabledCode[] {
  const members = ts.isUnionTypeNode(type) ? type.types : [type];
  let before = name.end;
  return members.flatMap((member) => {
    const comment = commentIn(file.text.slice(before, member.getStart()));
    before = member.end;
    if (!ts.isTypeLiteralNode(member)) return [];
    const [first, ...others] = member.members.filter(ts.isPropertySignature);
    const codes = first?.name.getText() === 'code' ? literalsOf(first.type) : [];
    const values = showType(`{ ${others.map((each) => each.getText()).join(' ')} }`);
    return codes.map((code) => ({ code, comment, values: others.length > 0 ? values : undefined }));
  });
}

function literalsOf(type: ts.TypeNode | undefined): readonly string[] {
  if (type === undefined) return [];
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(literalsOf);
  return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [];
}

function showType(text: string): string | undefined {
  if (text === 'object') return undefined;
  return text
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\breadonly (?=\w+\??:)/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(': | ', ': ')
    .replaceAll('; }', ' }');
}

/** The last `/** … *\/` of a stretch of text. */
function commentIn(text: string): string | undefined {
  const comment = [...text.matchAll(/\/\*\*(.*?)\*\//gs)].at(-1)?.[1];
  return comment
    ?.split('\n')
    .map((line) => line.replace(/^\s*\*?\s*/, ''))
    .join(' ')
    .trim();
}
