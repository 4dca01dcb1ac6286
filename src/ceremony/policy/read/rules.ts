/** The rules of a policy. */
import { SERVICES } from '../../../token/service.ts';
import { isCovered } from '../../operation/match-operation.ts';
import type { OperationPattern } from '../../operation/operation.ts';
import { parsePattern } from '../../operation/parse-operation.ts';
import { type Fields, refuseForm } from '../../toml/fields.ts';
import type { Found } from '../../toml/report.ts';
import { readId, readText } from '../../toml/values.ts';
import type { PolicyRule } from '../policy.ts';
import type { Report } from './report.ts';
import { readAge, readService } from './values.ts';

/** Most approvals that an HSM takes, which has that many for a quorum. */
const MOST_APPROVALS = 20;

/** How `requester` is written. */
const REQUESTER = ['counts', 'does-not-count'];

/** @returns nothing where something is wrong with it, which is reported */
export function readRule(fields: Fields, number: number, report: Report): PolicyRule | undefined {
  const name = readText(fields.string('name'), report);
  const words = fields.strings('operations');
  const serviceFound = fields.word('service');
  const approvalsFound = fields.integer('approvals');
  const seats = readSeats(fields.fields('from-groups'), report);
  const requester = fields.string('requester');
  const age = fields.string('max-token-age');
  fields.refuseOthers();
  if (words === undefined) fields.missing('operations');
  if (isEmptyList(fields, 'operations')) {
    report.add('missing-key', { path: fields.path('operations[0]') }, fields.span);
  }
  const service = serviceFound && readService(serviceFound, report);
  const operations = (words ?? []).flatMap((found) => readPattern(found, service, report) ?? []);
  const maxTokenAge = age && readAge(age, report);
  if (requester !== undefined && !REQUESTER.includes(requester.value)) {
    refuseForm(requester, 'requester', report, REQUESTER);
  }
  if (approvalsFound === undefined) return fields.missing('approvals');
  const approvals = readCount(approvalsFound, report);
  if (approvals === undefined) return undefined;
  const seated = seats.reduce((sum, { count }) => sum + count, 0);
  if (seated > approvals) {
    report.add('too-many-seats', { approvals, seats: seated }, approvalsFound.span);
  }
  return {
    number,
    name,
    service,
    operations,
    approvals,
    seats,
    requesterCounts: requester?.value === 'counts',
    maxTokenAge,
    span: fields.span,
  };
}

/** One of things that it should not have is told by those. */
function isEmptyList({ table }: Fields, name: string): boolean {
  const value = table.members.get(name)?.value;
  return value?.kind === 'array' && value.items.length === 0;
}

function readSeats(groups: Fields | undefined, report: Report): PolicyRule['seats'] {
  if (groups === undefined) return [];
  return groups.entries().flatMap(({ name, nameSpan, path }) => {
    const group = readId({ value: name, path, span: nameSpan }, report);
    const found = groups.integer(name);
    const count = found && readCount(found, report);
    return group === undefined || count === undefined ? [] : [{ group, count, span: nameSpan }];
  });
}

export function readCount(found: Found<number>, report: Report): number | undefined {
  const { value } = found;
  return Number.isInteger(value) && value >= 1 && value <= MOST_APPROVALS
    ? value
    : refuseForm({ ...found, value: String(value) }, 'count', report);
}

function readPattern(
  { value: text, span }: Found<string>,
  service: number | undefined,
  report: Report,
): OperationPattern | undefined {
  const { pattern, problem } = parsePattern(text);
  if (problem !== undefined) return report.add('policy-operation', { text, problem }, span);
  if (service !== undefined && !isOfService(pattern, service)) {
    return report.add('never-covered', { text, service }, span);
  }
  return pattern;
}

function isOfService({ op, arguments: values }: OperationPattern, service: number): boolean {
  return op === undefined || isCovered({ op, arguments: values }, SERVICES[service]?.code);
}
