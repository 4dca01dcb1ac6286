import type { Field } from '../../items.ts';
import { readNumberAlone } from '../number-alone.ts';
import type { Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { syntaxFindings } from '../syntax-findings.ts';

export const missingSemicolon: Rule<'missing-semicolon'> = {
  code: 'missing-semicolon',
  severity: 'error',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = officer1 # the first' },
  fixable: true,
  check(subject) {
    const fields = subject.document.fields.filter(
      ({ semicolonSpan }) => semicolonSpan === undefined,
    );
    // The parser has found one for each of them, in the same order.
    return syntaxFindings(subject, 'missing-semicolon').map((finding, at) => {
      const field = fields[at];
      const forgiven = field !== undefined && isForgiven(field, subject);
      return forgiven ? { ...finding, severity: 'warning' } : finding;
    });
  },
};

/** Whether the device reads the value all the same, up to the end of the line. */
function isForgiven(field: Field, { seen, source }: Subject): boolean {
  if (field.name === undefined) return true;
  const device = seen(field);
  if (device === undefined || !device.ended) return false;
  if (device.number !== undefined) return device.number === readNumberAlone(field)?.number;
  return source.slice(device.value.start, device.value.end) === field.valueBytes;
}
