import { encodeJson } from '../../printable.ts';
import type { RecordEntry, RecordEvent, StepWork } from './record.ts';

/**
 * An entry as its line: JSON with its members in one order, so that there is one line for each entry.
 *
 * @returns the line, without its end
 * @example
 * const event = { kind: 'closed', isComplete: true } as const;
 * writeEntry({ number: 0, previous: FIRST_PREVIOUS, at: '2026-11-29T18:44:31Z', event });
 */
export function writeEntry({ number, previous, at, event }: RecordEntry): string {
  return encodeJson({ number, previous, at, event: orderEvent(event) });
}

function orderEvent(event: RecordEvent): object {
  const { kind } = event;
  switch (event.kind) {
    case 'opened': {
      const { script, policy = null, isRehearsal } = event;
      const software = event.software.map(({ name, version }) => ({ name, version }));
      return { kind, script, policy, isRehearsal, software };
    }
    case 'paused':
      return { kind };
    case 'resumed':
      return { kind, lost: event.lost };
    case 'done':
      return { kind, ...orderWork(event) };
    case 'deviated': {
      const { reason, acceptedBy } = event;
      return { kind, ...orderWork(event), reason, acceptedBy };
    }
    case 'skipped':
    case 'repeated': {
      const { step, reason, acceptedBy } = event;
      return { kind, step, reason, acceptedBy };
    }
    case 'remark':
      return { kind, by: event.by, remark: event.remark };
    case 'closed':
      return 'by' in event
        ? { kind, isComplete: event.isComplete, by: event.by, reason: event.reason }
        : { kind, isComplete: event.isComplete };
  }
}

function orderWork({ step, began, by, initials, remark, files }: StepWork): object {
  return {
    step,
    began,
    by,
    initials,
    remark: remark ?? null,
    files: files.map(({ path, sha256, bytes }) => ({ path, sha256, bytes })),
  };
}
