import { Failure } from '../../../src/failure.ts';
import type { DocumentKind } from '../../../src/hsm/store/document.ts';

/** A state small enough to see through: who wrote, in order. */
export interface Tally {
  readonly entries: readonly string[];
}

export const tallyKind: DocumentKind<Tally> = {
  format: 'mofn-test',
  schemaVersion: 1,
  subject: 'test/tally',
  migrate: (state) => state,
  validate(value) {
    const { entries } = value as { entries?: unknown };
    if (!Array.isArray(entries)) {
      throw new Failure('state-malformed', {
        problem: 'shape',
        place: 'entries',
        detail: { code: 'missing' },
      });
    }
    return { entries: entries.map(String) };
  },
};

/** The change that adds an entry and answers how many there are now. */
export function addEntry(entry: string) {
  return ({ state }: { state: Tally }): { state: Tally; result: number } => ({
    state: { entries: [...state.entries, entry] },
    result: state.entries.length + 1,
  });
}
