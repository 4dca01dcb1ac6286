/** What is done, step by step. */
import { nearestWord } from '../../nearest-word.ts';
import type { Fields } from '../toml/fields.ts';
import type { Found } from '../toml/report.ts';
import { readId } from '../toml/values.ts';
import type { Participant, ScriptStep, StepAct } from './script.ts';
import { readLines, readPath, type ScriptReport } from './values.ts';

/** @returns the steps in which nothing is wrong; all that is, is reported */
export function readSteps(
  tables: readonly Fields[],
  participants: readonly Participant[],
  report: ScriptReport,
): readonly ScriptStep[] {
  const seen = new Set<string>();
  return tables.flatMap((fields) => readStep(fields, participants, seen, report) ?? []);
}

function readStep(
  fields: Fields,
  participants: readonly Participant[],
  seen: Set<string>,
  report: ScriptReport,
): ScriptStep | undefined {
  const idFound = fields.string('id');
  const textFound = fields.string('text');
  const whoFound = fields.strings('who');
  const act = readAct(fields, report);
  const result = readLines(fields.string('result'), report);
  const files = readOnce(fields.strings('files') ?? [], (found) => readPath(found, report), report);
  fields.refuseOthers();
  const text = readLines(textFound, report);
  const who = readWho(whoFound ?? [], participants, report);
  if (idFound === undefined) fields.missing('id');
  if (textFound === undefined) fields.missing('text');
  if (whoFound === undefined) fields.missing('who');
  else if (whoFound.length === 0)
    report.add('missing-key', { path: fields.path('who[0]') }, fields.span);
  const id = idFound && readId(idFound, report);
  if (id !== undefined && idFound !== undefined) {
    if (seen.has(id)) report.add('repeated-value', { path: idFound.path, value: id }, idFound.span);
    seen.add(id);
  }
  if (id === undefined || text === undefined || act === undefined) return undefined;
  return { id, text, who, act, result, files, span: idFound?.span ?? fields.span };
}

function readAct(fields: Fields, report: ScriptReport): StepAct | undefined {
  const run = fields.string('run');
  const confirm = fields.string('confirm');
  const rehearseFound = fields.string('rehearse');
  const rehearse = readLines(rehearseFound, report);
  const path = fields.path('').slice(0, -1);
  if ((run === undefined) === (confirm === undefined)) {
    const problem = run === undefined ? 'none' : 'both';
    return report.add('step-act', { path, problem }, fields.span);
  }
  if (run === undefined) {
    const statement = readLines(confirm, report);
    if (rehearseFound !== undefined) report.add('rehearse-alone', { path }, rehearseFound.span);
    return statement === undefined ? undefined : { kind: 'confirm', statement };
  }
  const command = readLines(run, report);
  return command === undefined ? undefined : { kind: 'run', command, rehearse };
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
  for (const found of list) {
    const value = read(found);
    if (value === undefined) continue;
    if (values.has(value)) report.add('repeated-value', { path: found.path, value }, found.span);
    values.add(value);
  }
  return [...values];
}
