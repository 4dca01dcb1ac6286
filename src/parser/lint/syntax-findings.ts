import type { SyntaxCode } from '../diagnostic.ts';
import type { Finding } from './rule.ts';
import type { Subject } from './subject.ts';

/** What the parser itself has found, under one code. */
export function syntaxFindings<Code extends SyntaxCode>(
  { document }: Subject,
  code: Code,
): readonly Finding<Code>[] {
  return document.diagnostics
    .filter((diagnostic) => diagnostic.code === code)
    .map(({ code: _, ...finding }) => finding as Finding<Code>);
}
