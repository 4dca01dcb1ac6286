import type { SyntaxDiagnostic } from './diagnostic.ts';
import type { Field, Item, OtherItem } from './items.ts';

/** What the grammar let pass, though it is no good syntax; in the order of the file. */
export function findSyntaxErrors(items: readonly Item[]): readonly SyntaxDiagnostic[] {
  return items.flatMap((item) => {
    if (item.kind === 'field') return [...missingEquals(item), ...missingSemicolon(item)];
    return item.kind === 'stray' ? [strayText(item)] : [];
  });
}

function missingEquals(field: Field): readonly SyntaxDiagnostic[] {
  if (field.hasEquals) return [];
  const { end } = field.keySpan;
  const span = { start: end, end };
  return [
    {
      code: 'missing-equals',
      values: { key: field.key },
      severity: 'warning',
      span,
      fix: [{ span, text: ' =' }],
    },
  ];
}

/** Reported where the `;` should be: at the end of what comes before it. */
function missingSemicolon(field: Field): readonly SyntaxDiagnostic[] {
  if (field.semicolonSpan !== undefined) return [];
  const at = field.valueBytes === '' ? field.separatorSpan.end : field.valueSpan.end;
  const span = { start: at, end: at };
  return [
    {
      code: 'missing-semicolon',
      values: { key: field.key },
      severity: 'error',
      span,
      fix: [{ span, text: ';' }],
    },
  ];
}

function strayText(item: OtherItem): SyntaxDiagnostic {
  return { code: 'stray-text', values: {}, severity: 'error', span: item.contentSpan };
}
