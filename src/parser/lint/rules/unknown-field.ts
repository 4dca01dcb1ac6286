import { nearestWord } from '../../../nearest-word.ts';
import { FIELD_KEYS, FIELD_NAMES, type FieldName } from '../../fields.ts';
import type { ByteString } from '../../text.ts';
import type { Rule } from '../rule.ts';

export const unknownField: Rule<'unknown-field'> = {
  code: 'unknown-field',
  severity: 'error',
  example: { good: 'Approver Name = officer1;', bad: 'Aprover Name = officer1;' },
  fixable: false,
  check({ document, seenAt }) {
    return document.fields.flatMap((field) => {
      if (field.name !== undefined || (field.isFirstOnLine && seenAt(field.start))) return [];
      const similar = similarField(field.keyBytes);
      return [
        {
          severity: similar === undefined ? ('warning' as const) : ('error' as const),
          values: { key: field.key, similar },
          span: field.keySpan,
        },
      ];
    });
  },
};

const MOST_MISTAKES = 3;

function similarField(key: ByteString): FieldName | undefined {
  const nearest = nearestWord(key, Object.values(FIELD_KEYS), MOST_MISTAKES);
  return FIELD_NAMES.find((name) => FIELD_KEYS[name] === nearest);
}
