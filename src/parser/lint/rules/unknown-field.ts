import { FIELD_KEYS, FIELD_NAMES, type FieldName } from '../../fields.ts';
import type { ByteString } from '../../text.ts';
import { editDistance } from '../edit-distance.ts';
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
  const letters = key.toLowerCase();
  const ranked = FIELD_NAMES.filter(
    (name) => Math.abs(FIELD_KEYS[name].length - key.length) <= MOST_MISTAKES,
  )
    .map((name) => ({ name, distance: editDistance(letters, FIELD_KEYS[name].toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= MOST_MISTAKES ? best.name : undefined;
}
