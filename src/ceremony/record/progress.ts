import type { CeremonyScript, ScriptStep } from '../script/script.ts';
import type { RecordEntry } from './record.ts';

/** How a step ended; `open` where it has not, or was begun anew. */
export type StepState = 'open' | 'done' | 'deviated' | 'skipped';

/** Where a ceremony stands. */
export interface Progress {
  /** Of each step of the script, in its order. */
  readonly steps: readonly { readonly step: ScriptStep; readonly state: StepState }[];
  /** The first that is open. */
  readonly next: ScriptStep | undefined;
  readonly isClosed: boolean;
}

/**
 * Finds where a ceremony stands.
 *
 * @param entries of its record, as `readRecord` takes them; of steps that the script has not nothing is said
 * @example
 * findProgress(script, []).next?.id; // 'list'
 */
export function findProgress(
  { steps }: Pick<CeremonyScript, 'steps'>,
  entries: readonly RecordEntry[],
): Progress {
  const states = new Map<string, StepState>();
  for (const { event } of entries) {
    if (event.kind === 'repeated') states.set(event.step, 'open');
    else if ('step' in event) states.set(event.step, event.kind);
  }
  const all = steps.map((step) => ({ step, state: states.get(step.id) ?? 'open' }));
  return {
    steps: all,
    next: all.find(({ state }) => state === 'open')?.step,
    isClosed: entries.at(-1)?.event.kind === 'closed',
  };
}

/**
 * Initials of a name: the first character of each word, four at most.
 *
 * @example
 * initialsOf('Ada Lovelace'); // 'AL'
 */
export function initialsOf(name: string): string {
  const letters = name.match(/(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}]/gu) ?? [];
  return letters.slice(0, 4).join('').toUpperCase() || '-';
}
