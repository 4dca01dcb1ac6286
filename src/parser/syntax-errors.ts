import type { Diagnostic } from '../diagnostic.ts';
import type { Field, Item, OtherItem } from './items.ts';

/** What the grammar let pass, though it is no good syntax; in the order of the file. */
export function findSyntaxErrors(items: readonly Item[]): readonly Diagnostic[] {
  return items.flatMap((item) => {
    if (item.kind === 'field') return [...missingEquals(item), ...missingSemicolon(item)];
    return item.kind === 'stray' ? [strayText(item)] : [];
  });
}

function missingEquals(field: Field): readonly Diagnostic[] {
  if (field.hasEquals) return [];
  const { end } = field.keySpan;
  return [
    {
      code: 'missing-equals',
      severity: 'warning',
      message: `found no "=" after "${field.keyBytes}"`,
      span: { start: end, end },
      hint: 'write the line as KEY = VALUE;',
      fix: [{ span: { start: end, end }, text: ' =' }],
    },
  ];
}

/** Reported where the `;` should be: at the end of what comes before it. */
function missingSemicolon(field: Field): readonly Diagnostic[] {
  if (field.semicolonSpan !== undefined) return [];
  const at = field.valueBytes === '' ? field.separatorSpan.end : field.valueSpan.end;
  return [
    {
      code: 'missing-semicolon',
      severity: 'error',
      message: `found no ";" at the end of the value of "${field.keyBytes}"`,
      span: { start: at, end: at },
      hint: 'end the value with ";": without it, the rest of the line is read as part of it',
      fix: [{ span: { start: at, end: at }, text: ';' }],
    },
  ];
}

function strayText(item: OtherItem): Diagnostic {
  return {
    code: 'stray-text',
    severity: 'error',
    message: 'found a line that is neither "KEY = VALUE;" nor a comment; it is skipped',
    span: item.contentSpan,
    hint: 'begin the line with "#" to keep it as a comment',
  };
}
