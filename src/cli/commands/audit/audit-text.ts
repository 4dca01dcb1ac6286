/**
 * The answer of `mofn audit`, for people.
 */
import type {
  AuditedOperation,
  AuditFinding,
  AuditReport,
  AuditWindow,
} from '../../../audit/report.ts';
import { escapeUnsafe } from '../../../printable.ts';
import {
  CANNOT_TELL,
  describeAuditAnswer,
  describeAuditFinding,
  describeLoggedOperation,
  describeRequestApproval,
  describeRequestOutcome,
  describeUnjudged,
  formatLogInstant,
  formatSequence,
  NOT_JUDGED,
  showActor,
  showStream,
  suggestBeginning,
} from '../../../words/audit.ts';
import { countNoun } from '../../../words/count-noun.ts';
import { foldLines } from '../../output/fold-lines.ts';
import { type Line, paint } from '../../printer.ts';

export function listAuditLines(
  report: AuditReport,
  { from }: AuditWindow,
  signaturesJudged: boolean,
  quiet: boolean,
): readonly Line[] {
  const beginning = quiet || from !== undefined ? undefined : suggestBeginning(report);
  const { findings, requests } = report;
  return [
    [paint(findings.length === 0 ? 'good' : 'error', describeAuditAnswer(report))],
    ...section('operations', listOperations(report)),
    ...section(
      'before that, and set-up',
      foldLines(report.before, (one) => describeBefore(one)),
    ),
    ...section('not judged', listUnjudged(report)),
    ...section('requests', listRequests(report)),
    ...(signaturesJudged || requests.length === 0 ? [] : [`  ${NOT_JUDGED}`]),
    ...section('tokens without a use', listTokens(report)),
    ...section('logs', listLogs(report)),
    ...(quiet ? [] : ['', [paint('hint', 'note'), `: ${CANNOT_TELL}`]]),
    ...(beginning === undefined ? [] : [[paint('hint', 'hint'), `: ${beginning}`] as const]),
  ];
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : ['', [paint('strong', title), ':'], ...lines];
}

function listOperations(report: AuditReport): readonly Line[] {
  const byOperation = new Map<number, AuditFinding[]>();
  for (const finding of report.findings) {
    if (!('operation' in finding)) continue;
    const others = byOperation.get(finding.operation) ?? [];
    byOperation.set(finding.operation, [...others, finding]);
  }
  const rows = report.operations.map((operation, at) => ({
    operation,
    findings: byOperation.get(at) ?? [],
  }));
  return foldLines(rows, ({ operation, findings }): readonly Line[] => {
    const { request } = operation;
    const path = request === undefined ? undefined : report.requests[request]?.path;
    return [
      ...describeBefore(operation),
      ...(path === undefined ? [] : [`    covered by ${escapeUnsafe(path)}`]),
      ...findings.map(
        (finding): Line => ['    ', paint('error', describeAuditFinding(finding, report))],
      ),
    ];
  });
}

function listUnjudged(report: AuditReport): readonly Line[] {
  const words = describeUnjudged(report);
  return words === undefined ? [] : [`  ${words}`];
}

function describeBefore({ time, actor, operation, done }: AuditedOperation): readonly Line[] {
  const where = done.map(
    ({ stream, sequence, session }) =>
      `${showStream(stream)} ${formatSequence(sequence)}, session ${formatSequence(session)}`,
  );
  return [
    [
      `  ${formatLogInstant(time)}  ${showActor(actor)}  `,
      paint('strong', describeLoggedOperation(operation)),
    ],
    `    in ${where.join('; ')}`,
  ];
}

function listRequests(report: AuditReport): readonly Line[] {
  return [
    ...foldLines(report.requests, (request): readonly Line[] => [
      `  ${escapeUnsafe(request.path)}: ${describeRequestOutcome(request)}`,
      ...(request.approval === undefined
        ? []
        : describeRequestApproval(request.approval).map((line) => `    ${line}`)),
    ]),
    ...foldLines(report.sets, ({ path, request }): readonly Line[] =>
      request === undefined ? [`  ${escapeUnsafe(path)}: no request is for this token`] : [],
    ),
    ...report.findings.flatMap((finding): readonly Line[] =>
      finding.code === 'logs-missing'
        ? [['  ', paint('error', describeAuditFinding(finding, report))]]
        : [],
    ),
  ];
}

function listTokens({ unusedTokens }: AuditReport): readonly Line[] {
  return foldLines(unusedTokens, ({ time, actor, streams }) => [
    `  ${formatLogInstant(time)}  ${showActor(actor)}  in ${streams.map(showStream).join(', ')}`,
  ]);
}

function listLogs(report: AuditReport): readonly Line[] {
  return report.streams.flatMap(({ name, events, first, last }): readonly Line[] => {
    const findings = report.findings.filter(
      (finding) => 'stream' in finding && finding.stream === name,
    );
    const span =
      first === undefined || last === undefined
        ? 'no event'
        : `${countNoun(Number(events), 'event')}, ${formatSequence(first.sequence)} of ${formatLogInstant(first.time)} to ${formatSequence(last.sequence)} of ${formatLogInstant(last.time)}`;
    return [
      `  ${showStream(name)}: ${span}`,
      ...foldLines(findings, (finding): readonly Line[] => [
        ['    ', paint('error', describeAuditFinding(finding, report))],
      ]),
    ];
  });
}
