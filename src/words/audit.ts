/**
 * What people read of an audit.
 */
import { isInLogs } from '../audit/judge/guarded-operation.ts';
import type { LogOddity, LogOddityCode } from '../audit/log-event.ts';
import type {
  AuditedOperation,
  AuditedRequest,
  AuditFinding,
  AuditReport,
  KeyOperation,
  LoggedOperation,
  MissingSighting,
  RequestApproval,
  StreamFindingCode,
} from '../audit/report.ts';
import { escapeUnsafe } from '../printable.ts';
import { USER_NAME } from '../token/user-name.ts';
import { countNoun } from './count-noun.ts';
import { describeUnmet } from './policy.ts';
import { describeRequestProblem } from './request.ts';

/** What no log of an HSM tells, in a line. */
export const CANNOT_TELL =
  'a log cannot tell who approved, which quorum value was set, who sat at the keyboard, or which keys had a quorum: docs/evidence.md, "Audit"';

/** Nobody looks at signatures without anybody's keys. */
export const NOT_JUDGED =
  'the signatures of requests were not judged: --roster or --policy says whose keys are trusted';

/** Characters of a name from a log that are shown. */
const LONGEST = 64;

/** The microsecond of an event, as people and answers have it: ISO 8601, UTC, to the millisecond. */
export function formatLogInstant(time: bigint): string {
  return new Date(Number(time / 1000n)).toISOString();
}

export function formatSequence(sequence: bigint): string {
  return `0x${sequence.toString(16)}`;
}

/** A name as the log has it, which anybody may have typed. */
function showLoggedName(name: string): string {
  if (USER_NAME.test(name)) return name;
  const cut = name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
  return JSON.stringify(escapeUnsafe(cut));
}

export function showActor(actor: string | undefined): string {
  return actor === undefined ? 'somebody' : showLoggedName(actor);
}

/**
 * What was done, for people.
 *
 * @example
 * describeLoggedOperation({ kind: 'set-m-value', service: undefined, m: undefined }); // 'setMValue, of which the log tells no more'
 */
export function describeLoggedOperation(logged: LoggedOperation): string {
  const words = formatLoggedOperation(logged);
  return words === 'setMValue' ? `${words}, of which the log tells no more` : words;
}

/** What was done, as the classic console writes it; of an M value, as much as the log has. */
export function formatLoggedOperation(logged: LoggedOperation): string {
  if (logged.kind === 'known') {
    const { op, arguments: values } = logged.operation;
    const { type = '', user = '' } = values;
    return `${op} ${showLoggedName(type)} ${showLoggedName(user)}`;
  }
  if (logged.kind === 'key') return formatKeyOperation(logged);
  const { service, m } = logged;
  return service === undefined || m === undefined ? 'setMValue' : `setMValue ${service} ${m}`;
}

/** As the classic console writes it, as far as the log tells and that console has it. */
function formatKeyOperation({ ops, handle, user, attribute }: KeyOperation): string {
  const name = ops.map((op) => KEY_COMMANDS[op] ?? op).join(' or ');
  const rest = [handle, user && showLoggedName(user), attribute && escapeUnsafe(attribute)];
  return [name, ...rest.filter((word) => word !== undefined)].join(' ');
}

const KEY_COMMANDS: Readonly<Record<string, string>> = { setKeyAttribute: 'setAttribute' };

/** What is left to say of operations with keys; nothing where there is nothing. */
export function describeUnjudged({ unjudged }: AuditReport): string | undefined {
  if (unjudged === 0) return undefined;
  return `${countNoun(unjudged, 'event')} of keys that were shared, changed, wrapped, unwrapped or used: no request covers ${unjudged === 1 ? 'it' : 'them'}, and no log tells whether a quorum guarded ${unjudged === 1 ? 'it' : 'them'}`;
}

/** The answer, in a line. */
export function describeAuditAnswer(report: AuditReport): string {
  const { unjudged } = report;
  const rest = unjudged === 0 ? '' : `; ${countNoun(unjudged, 'event')} of keys not judged`;
  return `${describeJudged(report)}${rest}`;
}

function describeJudged({ operations, streams, findings }: AuditReport): string {
  const logs = `in ${countNoun(streams.length, 'log')}`;
  const done = countNoun(operations.length, 'guarded operation');
  if (findings.length === 0) {
    return operations.length === 0
      ? `yes: nothing that a quorum guards was done, ${logs}`
      : `yes: ${done} ${logs}, each covered by a request, ${streams.length === 1 ? 'and of other HSMs nothing is known' : 'each in every log'}`;
  }
  const covered = operations.filter(({ request }) => request !== undefined).length;
  const counts = new Map<AuditFinding['code'], number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  counts.delete('more');
  const told = [...counts].map(([code, count]) => COUNTED[code](count));
  return `no: ${done} ${logs}, ${covered} covered; found ${told.join(', ')}`;
}

const COUNTED: Readonly<Record<AuditFinding['code'], (count: number) => string>> = {
  uncovered: (count) => `${count} without a request`,
  'outside-time': (count) => `${count} outside the time of its request`,
  'request-not-approved': (count) => `${count} by a request that is not approved`,
  'done-twice': (count) => `${count} done once more`,
  'logs-missing': (count) => `${countNoun(count, 'token')} of more HSMs than there are logs`,
  'not-everywhere': (count) => `${count} not on every HSM`,
  gap: (count) => countNoun(count, 'gap'),
  'out-of-order': (count) => `${countNoun(count, 'event')} out of order`,
  'clock-back': (count) => `${countNoun(count, 'event')} from before the one above`,
  reboot: (count) => countNoun(count, 'reboot'),
  'ends-in-session': (count) => `${countNoun(count, 'session')} still open`,
  'begins-late': (count) => `${countNoun(count, 'log')} that begins late`,
  unreadable: (count) => `${countNoun(count, 'place')} that cannot be read`,
  more: (count) => `${count} more`,
};

/** A finding in a sentence. */
export function describeAuditFinding(finding: AuditFinding, report: AuditReport): string {
  switch (finding.code) {
    case 'uncovered':
      return report.operations[finding.operation]?.actor === undefined
        ? 'no request covers it: the log does not tell who did it'
        : 'no request covers it';
    case 'outside-time':
      return `it was done outside the time of ${nameRequest(report, finding.request)}`;
    case 'request-not-approved':
      return `${nameRequest(report, finding.request)} covers it, and is not approved`;
    case 'done-twice':
      return `it was done besides what ${nameRequest(report, finding.request)} covers already`;
    case 'logs-missing':
      return `${escapeUnsafe(report.sets[finding.set]?.path ?? '')}: its token is of ${countNoun(finding.hsms, 'HSM')}, and there ${finding.logs === 1 ? 'is' : 'are'} ${countNoun(finding.logs, 'log')}`;
    case 'not-everywhere':
      return describeNotEverywhere(report.operations[finding.operation]);
    case 'gap':
      return `events ${formatSequence(finding.after + 1n)} to ${formatSequence(finding.next - 1n)} are missing, between ${formatLogInstant(finding.since)} and ${formatLogInstant(finding.time)}`;
    case 'out-of-order':
      return `event ${formatSequence(finding.next)} of ${formatLogInstant(finding.time)} stands behind ${formatSequence(finding.after)}`;
    case 'clock-back':
      return `an event of ${formatLogInstant(finding.time)} stands behind one of ${formatLogInstant(finding.since)}: the HSM's clock was set back, or the log was changed`;
    case 'reboot':
      return `the HSM was booted between ${formatLogInstant(finding.since)} and ${formatLogInstant(finding.time)}: its counter went from ${finding.from} to ${finding.to}`;
    case 'ends-in-session':
      return `it ends in a session: ${showActor(finding.actor)} logged in at ${formatLogInstant(finding.time)} (session 0x${finding.session.toString(16)}) and was not logged out`;
    case 'begins-late':
      return `it begins in the middle, at ${formatLogInstant(finding.time)}: what was before is not at hand`;
    case 'unreadable':
      return `cannot be read at ${finding.oddity.place}: ${describeLogOddity(finding.oddity)}`;
    case 'more':
      return `${finding.count} more of these: ${STREAM_FINDINGS[finding.of]}`;
  }
}

const STREAM_FINDINGS: Readonly<Record<StreamFindingCode, string>> = {
  gap: 'missing events',
  'out-of-order': 'events out of order',
  'clock-back': 'events from before the one above',
  reboot: 'reboots',
  unreadable: 'places that cannot be read',
};

const ODDITIES: Readonly<Record<LogOddityCode, string>> = {
  'no-time': 'it belongs to no event',
  'missing-field': 'the event lacks this line',
  'field-twice': 'the event has this line twice',
  'bad-field': 'this is not what can stand there',
  'time-disagrees': 'the date and the microseconds are of different times',
  'cut-short': 'the log ends in the middle of an event, before this line',
  'too-long': 'the line is longer than any that an HSM writes',
  'no-message': 'the event has no message',
};

/** What of a log is no event; `what` is the beginning of a line, or the name of one. */
export function describeLogOddity({ code, what }: LogOddity): string {
  return `${ODDITIES[code]}: ${JSON.stringify(escapeUnsafe(what))}`;
}

function describeNotEverywhere(operation: AuditedOperation | undefined): string {
  const missing = (operation?.missing ?? []).map(describeMissing);
  return `not on every HSM: ${missing.join('; ')}`;
}

function describeMissing({ stream, why }: MissingSighting): string {
  const name = showStream(stream);
  switch (why.code) {
    case 'absent':
      return `${name} has no such event`;
    case 'refused':
      return `${name} refused it: ${showLoggedName(why.text)}`;
    case 'log-ends-before':
      return `${name} ends before it`;
  }
}

/** Names of streams are CloudWatch's, or a file's. */
export function showStream(stream: string): string {
  return escapeUnsafe(stream);
}

function nameRequest({ requests }: AuditReport, request: number): string {
  return escapeUnsafe(requests[request]?.path ?? '');
}

/** What became of a request. */
export function describeRequestOutcome({ request, operations, outside }: AuditedRequest): string {
  if (!isInLogs(request.request.operation)) return 'for something that no log tells of';
  if (operations.length > 1) return `carried out ${countNoun(operations.length, 'time')}`;
  if (operations.length === 1) return 'carried out';
  if (request.request.operation.op === 'sign' && outside.length === 0) {
    return 'in none of these logs: signatures stand in no log of AWS';
  }
  return outside.length > 0 ? 'carried out at another time only' : 'never carried out';
}

/** What its signatures are worth, a line each. */
export function describeRequestApproval(approval: RequestApproval): readonly string[] {
  const { isEnough, by, problems, verdict } = approval;
  const names = by.length === 0 ? 'nobody whose key is at hand' : by.map(escapeUnsafe).join(', ');
  return [
    isEnough ? `approved by ${names}` : `not approved; signed by ${names}`,
    ...problems.map(describeRequestProblem),
    ...(verdict === undefined || isEnough ? [] : verdict.rules.flatMap(describeUnmet)),
    ...(verdict?.rules.length === 0 ? ['no rule of the policy means it'] : []),
  ];
}

/**
 * Where to begin, when what stands in the way was done before anybody asked for anything: a cluster is set up without
 * requests.
 *
 * @returns nothing where that is not so
 */
export function suggestBeginning({
  operations,
  findings,
  requests,
}: AuditReport): string | undefined {
  const [earliest] = requests
    .map(({ request }) => request.request.made)
    .sort((one, other) => one - other);
  if (earliest === undefined) return undefined;
  const first = BigInt(earliest) * 1_000_000n;
  const isEarly = findings.some((finding) => {
    const time = finding.code === 'uncovered' ? operations[finding.operation]?.time : undefined;
    return time !== undefined && time < first;
  });
  return isEarly
    ? `where all that was done before the first request was made is the cluster’s set-up, have it told apart with --from ${formatLogInstant(first).replace('.000Z', 'Z')}`
    : undefined;
}
