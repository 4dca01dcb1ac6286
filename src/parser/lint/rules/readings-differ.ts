import { readingsDiffer } from '../../same-reading.ts';
import type { Rule } from '../rule.ts';

/** The last net: asked only where no other rule has found an error or a warning. */
export const readingsDifferRule: Rule<'readings-differ'> = {
  code: 'readings-differ',
  severity: 'error',
  fixable: false,
  check({ document, device, firstLine }) {
    if (!readingsDiffer(document.data, device.reading)) return [];
    return [
      {
        severity: 'error',
        values: { error: device.reading.error },
        span: firstLine,
      },
    ];
  },
};
