/**
 * Steps that the record says were done, and that were not done as the script says: nobody has given a reason for it.
 */
import type { RecordEntry } from '../../ceremony/record/record.ts';
import type { CeremonyScript } from '../../ceremony/script/script.ts';
import type { Deviation } from '../findings.ts';

/**
 * @param number which line it is
 * @returns that a step before it in the script was begun later, that others did it, that a file did not come out
 * @example
 * findUntold(undefined, [], 0); // []
 */
export function findUntold(
  script: CeremonyScript | undefined,
  entries: readonly RecordEntry[],
  number: number,
): readonly Pick<Deviation, 'kind' | 'step'>[] {
  const event = entries[number]?.event;
  const step = script?.steps.find(({ id }) => event?.kind === 'done' && id === event.step);
  if (script === undefined || step === undefined || event?.kind !== 'done') return [];
  const there = new Set(event.files.map(({ path }) => path));
  const kinds = [
    isEarly(step.id, script, entries.slice(0, number)) ? 'out-of-order' : undefined,
    isSame(step.who, event.by) ? undefined : 'by-others',
    step.files.every((path) => there.has(path)) ? undefined : 'file-missing',
  ] as const;
  return kinds.flatMap((kind) => (kind === undefined ? [] : [{ kind, step: step.id }]));
}

/** A step that the script has before it was not yet done, nor left out. */
function isEarly(id: string, { steps }: CeremonyScript, before: readonly RecordEntry[]): boolean {
  const settled = new Set(before.flatMap(({ event }) => ('step' in event ? [event.step] : [])));
  const place = steps.findIndex((step) => step.id === id);
  return steps.slice(0, place).some((step) => !settled.has(step.id));
}

function isSame(who: readonly string[], by: readonly string[]): boolean {
  const [script, record] = [new Set(who), new Set(by)];
  return script.size === record.size && who.every((id) => record.has(id));
}
