import type { Finding } from './rule.ts';
import type { Subject } from './subject.ts';

/** What the parser itself has found, under one code. */
export function syntaxFindings({ document }: Subject, code: string): readonly Finding[] {
  return document.diagnostics
    .filter((diagnostic) => diagnostic.code === code)
    .map(({ code: _, ...finding }) => finding);
}
