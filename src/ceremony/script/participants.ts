/** Who takes part. */
import type { ScriptPolicyProblem } from '../../failure-codes/script-diagnostic.ts';
import { nearestWord } from '../../nearest-word.ts';
import { type Fields, MOST_ITEMS } from '../toml/fields.ts';
import { readId, readText } from '../toml/values.ts';
import type { Participant } from './script.ts';
import { type ScriptReport, UNREAD } from './values.ts';

/** Somebody of a policy. */
export interface PersonOfPolicy {
  readonly id: string;
  readonly name: string;
}

/** The people of the script's policy; nothing where the script has none. */
export type PeopleOfPolicy = readonly PersonOfPolicy[] | ScriptPolicyProblem | undefined;

/** @param table the table of them; all that is wrong is reported */
export function readParticipants(
  table: Fields,
  people: PeopleOfPolicy,
  report: ScriptReport,
): readonly Participant[] {
  const entries = table.entries();
  if (entries.length > MOST_ITEMS) {
    report.add('too-many', { path: 'participants', most: MOST_ITEMS }, table.span);
    return [];
  }
  if (entries.length === 0) report.add('missing-key', { path: 'participants' }, table.span);
  return entries.flatMap(({ name, nameSpan, path }) => {
    const id = readId({ value: name, path, span: nameSpan }, report);
    const fields = table.fields(name);
    if (id === undefined || fields === undefined) return [];
    return [readParticipant(id, fields, people, report)];
  });
}

function readParticipant(
  id: string,
  fields: Fields,
  people: PeopleOfPolicy,
  report: ScriptReport,
): Participant {
  const named = fields.string('name');
  const given = readText(named, report);
  const role = readText(fields.string('role'), report) ?? fields.missing('role') ?? UNREAD;
  fields.refuseOthers();
  const { span } = fields;
  if (people === undefined) fields.missing('name');
  const name = nameOf(id, given, fields, people, report);
  return { id, name, role, isInPolicy: named === undefined, span };
}

/** By the policy, or the script: one of them has it. */
function nameOf(
  id: string,
  given: string | undefined,
  { span }: Fields,
  people: PeopleOfPolicy,
  report: ScriptReport,
): string {
  if (people === undefined || 'code' in people) return given ?? id;
  const person = people.find((each) => each.id === id);
  if (person !== undefined && given !== undefined) {
    report.add('named-person', { id, name: person.name }, span);
  }
  if (person === undefined && given === undefined) {
    const nearest = nearestWord(
      id,
      people.map((each) => each.id),
    );
    report.add('unknown-person', { id, nearest }, span);
  }
  return given ?? person?.name ?? id;
}
