import type { TextEdit } from '../../../diagnostic.ts';
import { numberMeantBy } from '../../data.ts';
import type { Field } from '../../items.ts';
import { readNumberAlone } from '../number-alone.ts';
import type { Finding, Rule } from '../rule.ts';

export const numberFormat: Rule<'number-format'> = {
  code: 'number-format',
  severity: 'error',
  example: { good: 'Number of Approvals = 2;', bad: 'Number of Approvals = 0X2;' },
  fixable: true,
  check: ({ document }) =>
    document.fields.flatMap((field) => {
      const read = readNumberAlone(field)?.number;
      return read === undefined ? [] : checkNumber(field, read);
    }),
};

function checkNumber(field: Field, read: number): readonly Finding<'number-format'>[] {
  const { valueBytes: value, valueSpan: span } = field;
  const isSame = read === numberMeantBy(value);
  if (/^(?:[0-9]+|0x[0-9a-fA-F]+)$/.test(value)) return isSame ? [] : [misread(field, read)];
  if (/^0X[0-9a-fA-F]+$/.test(value)) {
    return [misread(field, read, [{ span, text: value.replace('X', 'x') }])];
  }
  if (!/^[+]?[0-9]/.test(value) || !isSame) return [misread(field, read)];
  return [
    {
      severity: 'warning',
      values: { value: field.value, read, problem: 'text-behind' },
      span,
    },
  ];
}

function misread(
  { value, valueSpan: span }: Field,
  read: number,
  fix?: readonly TextEdit[],
): Finding<'number-format'> {
  return {
    severity: 'error',
    values: { value, read, problem: 'misread' },
    span,
    ...(fix === undefined ? {} : { fix }),
  };
}
