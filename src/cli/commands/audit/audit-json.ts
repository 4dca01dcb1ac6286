import type {
  AuditedOperation,
  AuditFinding,
  AuditReport,
  AuditWindow,
} from '../../../audit/report.ts';
import { formatOperation } from '../../../ceremony/operation/format-operation.ts';
import {
  describeAuditAnswer,
  describeAuditFinding,
  describeRequestApproval,
  formatLoggedOperation,
  formatLogInstant,
  formatSequence,
} from '../../../words/audit.ts';
import type { AuditAnswer } from './answer.ts';

/** What `mofn audit --json` answers. */
export function encodeAudit(
  report: AuditReport,
  { from, until }: AuditWindow,
  signaturesJudged: boolean,
): AuditAnswer {
  const encodeOne = (operation: AuditedOperation) => encodeOperation(operation, report);
  return {
    schemaVersion: 1,
    clean: report.findings.length === 0,
    summary: describeAuditAnswer(report),
    from: timeOrNull(from),
    until: timeOrNull(until),
    signaturesJudged,
    operations: report.operations.map(encodeOne),
    before: report.before.map(encodeOne),
    findings: report.findings.map((finding) => encodeFinding(finding, report)),
    requests: report.requests.map(
      ({ path, request: { request }, operations, outside, approval }) => ({
        file: path,
        operation:
          formatOperation(request.operation, 'classic') ??
          formatOperation(request.operation, 'sdk5') ??
          request.operation.op,
        requester: request.requester,
        tokenSha256: request.token.digest,
        operations,
        outside,
        approved: approval?.isEnough ?? null,
        approvedBy: approval?.by ?? [],
        reasons:
          approval === undefined || approval.isEnough ? [] : describeRequestApproval(approval),
      }),
    ),
    sets: report.sets.map(({ path, request }) => ({
      file: path,
      request: pathOf(report, request),
    })),
    unusedTokens: report.unusedTokens.map(({ time, actor, streams }) => ({
      time: formatLogInstant(time),
      actor: actor ?? null,
      streams,
    })),
    unjudged: report.unjudged,
    logs: report.streams.map(({ name, events, first, last }) => ({
      name,
      events: String(events),
      first: encodePoint(first),
      last: encodePoint(last),
    })),
  };
}

function encodeOperation(
  { time, operation, actor, done, missing, request }: AuditedOperation,
  report: AuditReport,
): AuditAnswer['operations'][number] {
  return {
    time: formatLogInstant(time),
    operation: formatLoggedOperation(operation),
    actor: actor ?? null,
    done: done.map(({ stream, time: at, sequence, session }) => ({
      stream,
      time: formatLogInstant(at),
      sequence: formatSequence(sequence),
      session: formatSequence(session),
    })),
    missing: missing.map(({ stream, why }) => ({
      stream,
      code: why.code,
      response: why.code === 'refused' ? why.text : null,
    })),
    request: pathOf(report, request),
  };
}

function encodeFinding(
  finding: AuditFinding,
  report: AuditReport,
): AuditAnswer['findings'][number] {
  const operation = 'operation' in finding ? finding.operation : undefined;
  const time = 'time' in finding ? finding.time : undefined;
  const at = time ?? (operation === undefined ? undefined : report.operations[operation]?.time);
  return {
    code: finding.code,
    message: describeAuditFinding(finding, report),
    operation: operation ?? null,
    request: pathOf(report, 'request' in finding ? finding.request : undefined),
    stream: 'stream' in finding ? finding.stream : null,
    time: timeOrNull(at),
  };
}

function pathOf({ requests }: AuditReport, request: number | undefined): string | null {
  return (request === undefined ? undefined : requests[request]?.path) ?? null;
}

function timeOrNull(time: bigint | undefined): string | null {
  return time === undefined ? null : formatLogInstant(time);
}

function encodePoint(
  point: { readonly time: bigint; readonly sequence: bigint } | undefined,
): AuditAnswer['logs'][number]['first'] {
  return point === undefined
    ? null
    : { time: formatLogInstant(point.time), sequence: formatSequence(point.sequence) };
}
