import { numberMeantBy } from '../../data.ts';
import { readNumberAlone } from '../number-alone.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const numberFormat: Rule = {
  code: 'number-format',
  severity: 'error',
  summary: 'a number is not written in plain digits',
  why: 'The device reads numbers with C’s `atoi`, or, where `0x` stands anywhere in them, digit by digit, without a check: `two` is 0, `-1` is 4294967295, `4294967298` is 2, `0x2x` is 4294967295, and of an approver’s type only the lowest eight bits count, so that 258 is 2. Where it reads something else than is written, that is an error; where something follows the digits, a warning.',
  example: { good: 'Number of Approvals = 2;', bad: 'Number of Approvals = 0X2;' },
  fixable: true,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      const read = readNumberAlone(field);
      const { valueBytes: value, valueSpan: span } = field;
      if (read === undefined || /^(?:[0-9]+|0x[0-9a-fA-F]+)$/.test(value)) {
        return read === undefined || read.number === numberMeantBy(value)
          ? []
          : [misread(value, read.number, span)];
      }
      if (/^0X[0-9a-fA-F]+$/.test(value)) {
        return [
          { ...misread(value, read.number, span), fix: [{ span, text: value.replace('X', 'x') }] },
        ];
      }
      if (value === '' || !/^[+]?[0-9]/.test(value) || read.number !== numberMeantBy(value)) {
        return [misread(value, read.number, span)];
      }
      return [
        {
          severity: 'warning',
          message: `found "${shownValue(value)}", expected plain digits: the device reads it as ${read.number}`,
          span,
          hint: `write ${read.number}`,
        },
      ];
    });
  },
};

function misread(value: string, number: number, span: Finding['span']): Finding {
  return {
    severity: 'error',
    message: `found "${shownValue(value)}", expected plain digits: the device reads it as ${number}`,
    span,
    hint: 'write the number in decimal digits',
  };
}
