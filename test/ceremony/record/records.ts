/** Records of ceremonies, made line by line. */
import { createHash } from 'node:crypto';
import {
  FIRST_PREVIOUS,
  type RecordEvent,
  type StepWork,
} from '../../../src/ceremony/record/record.ts';
import { writeEntry } from '../../../src/ceremony/record/write-entry.ts';

export const OPENED: RecordEvent = {
  kind: 'opened',
  script: 'a'.repeat(64),
  policy: undefined,
  isRehearsal: false,
  software: [{ name: 'mofn', version: '0.1.0' }],
};

export function workOf(step: string): StepWork {
  return {
    step,
    began: '2026-11-29T18:44:31Z',
    by: ['ada', 'grace'],
    initials: ['AL', 'GH'],
    remark: undefined,
    files: [{ path: 'before/users.json', sha256: 'b'.repeat(64), bytes: 80 }],
  };
}

export const EXCUSE = { reason: 'the printer was broken', acceptedBy: 'ada' };

/** Events one second after the other, chained as they must be. */
export function recordOf(...events: readonly RecordEvent[]): string {
  let previous = FIRST_PREVIOUS;
  return events
    .map((event, number) => {
      const at = `2026-11-29T18:${String(Math.floor(number / 60) % 60).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}Z`;
      const line = writeEntry({ number, previous, at, event });
      previous = createHash('sha256').update(line).digest('hex');
      return `${line}\n`;
    })
    .join('');
}
