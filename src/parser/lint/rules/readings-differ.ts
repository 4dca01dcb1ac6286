import { readingsDiffer } from '../../same-reading.ts';
import type { Rule } from '../rule.ts';

/** The last net: asked only where no other rule has found an error or a warning. */
export const readingsDifferRule: Rule = {
  code: 'readings-differ',
  severity: 'error',
  summary:
    'the device reads the file otherwise than it is written, for a reason that no other rule names',
  why: 'Every other rule names one way in which the two readings come apart. This one compares them as a whole, and speaks where the others found neither error nor warning.',
  fixable: false,
  check({ document, device, firstLine }) {
    if (!readingsDiffer(document.data, device.reading)) return [];
    const { error } = device.reading;
    return [
      {
        severity: 'error',
        message:
          error === null
            ? 'found a file that the device reads otherwise than it is written'
            : `found a file of which the device says: ${error.replace('\n', ' / ')}`,
        span: firstLine,
        hint: 'compare the two: mofn approval show --as written, and --as device',
      },
    ];
  },
};
