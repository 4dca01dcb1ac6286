import { FIELD_KEYS } from '../../fields.ts';
import { editDistance } from '../edit-distance.ts';
import type { Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const unknownField: Rule = {
  code: 'unknown-field',
  severity: 'error',
  summary: 'a key is none of the six',
  why: 'The device skips such a line without a word. Where the key looks like a misspelt one this is an error, since the field that was meant is then missing; else it is a warning.',
  example: { good: 'Approver Name = officer1;', bad: 'Aprover Name = officer1;' },
  fixable: false,
  check({ document, seenAt }) {
    return document.fields.flatMap((field) => {
      if (field.name !== undefined || (field.isFirstOnLine && seenAt(field.start))) return [];
      const meant = similarKey(field.keyBytes);
      return [
        {
          severity: meant === undefined ? ('warning' as const) : ('error' as const),
          message: `found the unknown key "${shownValue(field.keyBytes)}": the device skips this line`,
          span: field.keySpan,
          hint:
            meant === undefined
              ? 'begin the line with "#" to keep it as a comment'
              : `did you mean "${meant}"?`,
        },
      ];
    });
  },
};

const MOST_MISTAKES = 3;

function similarKey(key: string): string | undefined {
  const letters = key.toLowerCase();
  const ranked = Object.values(FIELD_KEYS)
    .filter((known) => Math.abs(known.length - key.length) <= MOST_MISTAKES)
    .map((known) => ({ known, distance: editDistance(letters, known.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= MOST_MISTAKES ? best.known : undefined;
}
