import { nearestWord } from '../../../nearest-word.ts';
import type { ApprovalDocument } from '../../document.ts';
import { FIELD_KEYS, FIELD_NAMES, type FieldName, isHeaderField } from '../../fields.ts';
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
          severity: isMissing(similar, document) ? ('error' as const) : ('warning' as const),
          values: { key: field.key, similar },
          span: field.keySpan,
        },
      ];
    });
  },
};

/** Whether a field is one that the file lacks, in its header or for one of its approvers. */
function isMissing(field: FieldName | undefined, document: ApprovalDocument): boolean {
  if (field === undefined) return false;
  if (isHeaderField(field)) return document.header[field].length === 0;
  return document.approvers.some((approver) => approver.field(field) === undefined);
}

const MOST_MISTAKES = 3;

function similarField(key: ByteString): FieldName | undefined {
  const nearest = nearestWord(key, Object.values(FIELD_KEYS), MOST_MISTAKES);
  return FIELD_NAMES.find((name) => FIELD_KEYS[name] === nearest);
}
