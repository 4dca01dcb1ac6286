import type { Rule } from '../rule.ts';

export const keyPrefix: Rule<'key-prefix'> = {
  code: 'key-prefix',
  severity: 'error',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Names = officer1;' },
  fixable: false,
  check({ document, seenAt }) {
    return document.items.flatMap((item) => {
      if (item.kind === 'field' ? item.name !== undefined : item.kind !== 'stray') return [];
      const seen = seenAt(item.start);
      if (seen === undefined || !isLineStart(document.source, item.start)) return [];
      return [
        {
          severity: 'error' as const,
          values: { field: seen.field, value: seen.text },
          span: item.kind === 'field' ? item.span : item.contentSpan,
        },
      ];
    });
  },
};

function isLineStart(source: string, offset: number): boolean {
  return offset === 0 || source[offset - 1] === '\n';
}
