import { DEVICE_FIELDS } from '../../device.ts';
import { toByteString } from '../../text.ts';
import type { Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const keyPrefix: Rule = {
  code: 'key-prefix',
  severity: 'error',
  summary:
    'a line begins with a key but goes on as another word, and the device reads it all the same',
  why: 'The device compares only as many letters as the key has. `Approver Names = bob;` is an `Approver Name` to it, and the value is `s = bob`.',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Names = officer1;' },
  fixable: false,
  check({ document, seenAt }) {
    return document.items.flatMap((item) => {
      if (item.kind === 'field' ? item.name !== undefined : item.kind !== 'stray') return [];
      const seen = seenAt(item.start);
      if (seen === undefined || !isLineStart(document.source, item.start)) return [];
      const { key } = DEVICE_FIELDS[seen.field];
      return [
        {
          severity: 'error' as const,
          message: `found a line that the device reads as "${key}", with the value "${shownValue(toByteString(seen.text))}"`,
          span: item.kind === 'field' ? item.span : item.contentSpan,
          hint: `write the key as "${key}", or begin the line with "#"`,
        },
      ];
    });
  },
};

function isLineStart(source: string, offset: number): boolean {
  return offset === 0 || source[offset - 1] === '\n';
}
