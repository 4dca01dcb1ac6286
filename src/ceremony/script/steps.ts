/** What is done, step by step. */
import { nearestWord } from '../../nearest-word.ts';
import type { Fields } from '../toml/fields.ts';
import type { Found } from '../toml/report.ts';
import { readId } from '../toml/values.ts';
import type { Participant, ScriptStep, StepAct } from './script.ts';
import { readLines, readPath, type ScriptReport, UNREAD } from './values.ts';

/** @returns every step; of one in which something is wrong, which is reported, not all is read */
export function readSteps(
  tables: readonly Fields[],
  participants: readonly Participant[],
  report: ScriptReport,
): readonly ScriptStep[] {
  const seen = new Set<string>();
  return tables.map((fields) => readStep(fields, participants, seen, report));
}

function readStep(
  fields: Fields,
  participants: readonly Participant[],
  seen: Set<string>,
  report: ScriptReport,
): ScriptStep {
  const idFound = fields.string('id');
  const textFound = fields.string('text');
  const whoFound = fields.strings('who');
  const act = readAct(fields, report);
  const result = readLines(fields.string('result'), report);
  const files = readOnce(fields.strings('files') ?? [], (found) => readPath(found, report), report);
  fields.refuseOthers();
  const text = readLines(textFound, report) ?? UNREAD;
  const who = readWho(whoFound ?? [], participants, report);
  fields.missing('id');
  fields.missing('text');
  if (whoFound === undefined) fields.missing('who');
  else if (whoFound.length === 0)
    report.add('missing-key', { path: fields.path('who[0]') }, fields.span);
  const id = idFound && readNew(idFound, (found) => readId(found, report), seen, report);
  const { span } = idFound ?? fields;
  return { id: id ?? UNREAD, text, who, act, result, files, span };
}

/** Stands for an act that is none, as {@link UNREAD} does for a text. */
const NO_ACT: StepAct = { kind: 'confirm', statement: UNREAD };

function readAct(fields: Fields, report: ScriptReport): StepAct {
  const run = fields.string('run');
  const confirm = fields.string('confirm');
  const rehearseFound = fields.string('rehearse');
  const rehearse = readLines(rehearseFound, report);
  const path = fields.path('').slice(0, -1);
  if ((run === undefined) === (confirm === undefined)) {
    const problem = run === undefined ? 'none' : 'both';
    report.add('step-act', { path, problem }, fields.span);
    return NO_ACT;
  }
  if (run === undefined) {
    const statement = readLines(confirm, report) ?? UNREAD;
    if (rehearseFound !== undefined) report.add('rehearse-alone', { path }, rehearseFound.span);
    return { kind: 'confirm', statement };
  }
  return { kind: 'run', command: readLines(run, report) ?? UNREAD, rehearse };
}

function readWho(
  who: readonly Found<string>[],
  participants: readonly Participant[],
  report: ScriptReport,
): readonly string[] {
  const ids = participants.map(({ id }) => id);
  const read = readOnce(
    who,
    ({ value: id, path, span }) => {
      if (ids.includes(id)) return id;
      const nearest = nearestWord(id, ids);
      return report.add('unknown-participant', { path, id, nearest }, span);
    },
    report,
  );
  // In the order in which people are listed, so that initials stand in one order everywhere.
  return ids.filter((id) => read.includes(id));
}

function readOnce(
  list: readonly Found<string>[],
  read: (found: Found<string>) => string | undefined,
  report: ScriptReport,
): readonly string[] {
  const values = new Set<string>();
  for (const found of list) readNew(found, read, values, report);
  return [...values];
}

/** @param seen those that were read before; the value is put to them */
function readNew(
  found: Found<string>,
  read: (found: Found<string>) => string | undefined,
  seen: Set<string>,
  report: ScriptReport,
): string | undefined {
  const value = read(found);
  if (value === undefined) return undefined;
  if (seen.has(value)) report.add('repeated-value', { path: found.path, value }, found.span);
  seen.add(value);
  return value;
}
