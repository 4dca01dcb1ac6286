import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** What is no word of the field, and what is. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  mend: 'fix',
  mended: 'fixed',
  raise: 'publicOperation',
  meetFaults: 'applyFaults',
  room: 'capacity',
  alone: 'exclusive',
};

function namesOf(file: string): ReadonlySet<string> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext);
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

it("has the field's words for names", () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => {
      const names = [...namesOf(join('src', name))].map((text) => text.replace('#', ''));
      return names
        .filter((text) => Object.hasOwn(FIELD_WORDS, text))
        .map((text) => ({ name, text }));
    });
  expect(found).toEqual([]);
});
