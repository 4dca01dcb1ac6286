/**
 * A ceremony, as its script said it would be and as its record says it was.
 */
import type {
  CeremonyRecord,
  Excuse,
  RecordEntry,
  StepWork,
} from '../../ceremony/record/record.ts';
import type { CeremonyScript, ScriptStep } from '../../ceremony/script/script.ts';
import type { CeremonyFindings, Deviation, StepFinding } from '../findings.ts';
import { findUntold } from './untold-deviations.ts';

type Attempt = StepFinding['attempts'][number];

/** @param script missing where it is not in the bundle: then the record tells alone */
export function describeCeremony(
  script: CeremonyScript | undefined,
  { entries, head }: CeremonyRecord,
): CeremonyFindings {
  const opening = findOpening(entries);
  return {
    title: script?.title ?? '',
    purpose: script?.purpose ?? '',
    place: script?.place ?? '',
    isRehearsal: opening?.isRehearsal ?? false,
    isComplete: isComplete(entries),
    began: entries[0]?.at ?? '',
    ended: entries.at(-1)?.at ?? '',
    recordHead: head,
    participants: (script?.participants ?? []).map(({ id, name, role, isInPolicy }) => ({
      id,
      name,
      role,
      isInPolicy,
    })),
    software: (opening?.software ?? []).map(({ name, version }) => ({ name, version })),
    steps: listSteps(script, entries),
    remarks: entries.flatMap(({ at, event }) =>
      event.kind === 'remark' ? [{ at, by: event.by, remark: event.remark }] : [],
    ),
    breaks: entries.flatMap(({ at, event }, number) =>
      event.kind === 'paused' ? [{ from: at, to: entries[number + 1]?.at ?? null }] : [],
    ),
  };
}

/** The first line of a record. */
export function findOpening(
  entries: readonly RecordEntry[],
): Extract<RecordEntry['event'], { kind: 'opened' }> | undefined {
  const event = entries[0]?.event;
  return event?.kind === 'opened' ? event : undefined;
}

function isComplete(entries: readonly RecordEntry[]): boolean {
  const last = entries.at(-1)?.event;
  return last?.kind === 'closed' && last.isComplete;
}

/** Steps of the script in its order; behind them those that only the record has. */
function listSteps(
  script: CeremonyScript | undefined,
  entries: readonly RecordEntry[],
): readonly StepFinding[] {
  const known = (script?.steps ?? []).map((step) => describeStep(step, entries));
  const strangers = listStrangeSteps(script, entries).map((id) => ({
    ...NOTHING,
    id,
    attempts: listAttempts(id, entries),
  }));
  return [...known, ...strangers];
}

const NOTHING = { text: '', who: [], command: null, statement: null, result: null };

/** Steps of the record that the script does not have. */
export function listStrangeSteps(
  script: CeremonyScript | undefined,
  entries: readonly RecordEntry[],
): readonly string[] {
  const known = new Set((script?.steps ?? []).map(({ id }) => id));
  const named = entries.flatMap(({ event }) => ('step' in event ? [event.step] : []));
  return [...new Set(named)].filter((id) => !known.has(id));
}

function describeStep(step: ScriptStep, entries: readonly RecordEntry[]): StepFinding {
  const { id, text, who, act, result } = step;
  return {
    id,
    text,
    who,
    command: act.kind === 'run' ? act.command : null,
    statement: act.kind === 'confirm' ? act.statement : null,
    result: result ?? null,
    attempts: listAttempts(id, entries),
  };
}

function listAttempts(id: string, entries: readonly RecordEntry[]): readonly Attempt[] {
  return entries.flatMap(({ at, event }): readonly Attempt[] => {
    if (!('step' in event) || event.step !== id) return [];
    switch (event.kind) {
      case 'done':
        return [{ ...describeWork(event), state: 'done', ended: at, ...NO_EXCUSE }];
      case 'deviated':
        return [{ ...describeWork(event), state: 'deviated', ended: at, ...describeExcuse(event) }];
      case 'skipped':
        return [{ ...NO_WORK, state: 'skipped', ended: at, ...describeExcuse(event) }];
      default:
        return [];
    }
  });
}

const NO_EXCUSE = { reason: null, acceptedBy: null };
const NO_WORK = { began: null, by: [], initials: [], remark: null, files: [] };

function describeWork({
  began,
  by,
  initials,
  remark,
  files,
}: StepWork): Pick<Attempt, 'began' | 'by' | 'initials' | 'remark' | 'files'> {
  return { began, by, initials, remark: remark ?? null, files };
}

function describeExcuse({ reason, acceptedBy }: Excuse): Pick<Attempt, 'reason' | 'acceptedBy'> {
  return { reason, acceptedBy };
}

/**
 * What was not as the script says, in the order of the record; that it was stopped comes first, and steps that were
 * never done last.
 */
export function listDeviations(
  script: CeremonyScript | undefined,
  { entries }: CeremonyRecord,
): readonly Deviation[] {
  const told = entries.flatMap(({ at, event }, number): readonly Deviation[] => {
    switch (event.kind) {
      case 'deviated':
      case 'skipped':
      case 'repeated': {
        const { kind, step, acceptedBy } = event;
        const isSelfAccepted = listDoers(event, script).includes(acceptedBy);
        return [{ at, step, kind, by: null, ...describeExcuse(event), isSelfAccepted }];
      }
      case 'done':
        return findUntold(script, entries, number).map((one) => ({ ...BY_NOBODY, at, ...one }));
      case 'resumed':
        return entries[number - 1]?.event.kind === 'paused'
          ? []
          : [{ at, step: '', kind: 'resumed', ...BY_NOBODY }];
      default:
        return [];
    }
  });
  const at = entries.at(-1)?.at ?? '';
  const last = entries.at(-1)?.event;
  const stopped: readonly Deviation[] =
    last?.kind === 'closed' && 'by' in last
      ? [{ ...BY_NOBODY, at, step: '', kind: 'stopped', by: last.by, reason: last.reason }]
      : [];
  const undone = (script?.steps ?? [])
    .filter(({ id }) => !isSettled(id, entries))
    .map(({ id }): Deviation => ({ at, step: id, kind: 'not-done', ...BY_NOBODY }));
  return [...stopped, ...told, ...undone];
}

const BY_NOBODY = { by: null, ...NO_EXCUSE, isSelfAccepted: false };

/** Whose step it is that was not done as written: those who did it, or else those who should have. */
function listDoers(
  event: Extract<RecordEntry['event'], { kind: 'deviated' | 'skipped' | 'repeated' }>,
  script: CeremonyScript | undefined,
): readonly string[] {
  if (event.kind === 'deviated') return event.by;
  return script?.steps.find(({ id }) => id === event.step)?.who ?? [];
}

/** Whether a step was done, skipped or deviated from since it was begun anew for the last time. */
function isSettled(id: string, entries: readonly RecordEntry[]): boolean {
  const last = entries.findLast(({ event }) => 'step' in event && event.step === id);
  return last !== undefined && last.event.kind !== 'repeated';
}
