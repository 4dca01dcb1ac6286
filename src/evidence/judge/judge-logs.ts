/**
 * What logs show of a ceremony, as plain data.
 */
import type {
  AuditedOperation,
  AuditFinding,
  AuditReport,
  KeyOperation,
  LoggedOperation,
} from '../../audit/report.ts';
import { describeOperation } from '../../ceremony/operation/format-operation.ts';
import type { Contradiction, LogFinding, OperationFinding } from '../findings.ts';
import { writeMicroseconds } from './instants.ts';
import type { Logs } from './read-logs.ts';

export function listOperations({ operations, requests }: AuditReport): readonly OperationFinding[] {
  return operations.map(({ time, operation, actor, done, missing, request }) => ({
    at: writeMicroseconds(time),
    operation: nameOperation(operation),
    kind: operation.kind,
    actor: actor ?? null,
    done: done.map(({ stream, sequence }) => ({
      stream,
      sequence: `0x${sequence.toString(16)}`,
    })),
    missing: missing.map(({ stream }) => stream),
    request: (request === undefined ? undefined : requests[request]?.path) ?? null,
  }));
}

/** In words of the classic console, as far as the log tells. */
function nameOperation(logged: LoggedOperation): string | null {
  switch (logged.kind) {
    case 'known': {
      const { op, arguments: values } = logged.operation;
      return [op, values['type'], values['user']].filter((word) => word !== undefined).join(' ');
    }
    case 'set-m-value':
      return logged.service === undefined || logged.m === undefined
        ? null
        : describeOperation({
            op: 'setMValue',
            arguments: { service: String(logged.service), m: String(logged.m) },
          });
    case 'key':
      return nameKeyOperation(logged);
  }
}

function nameKeyOperation({ ops, handle, user, attribute }: KeyOperation): string {
  const words = [ops.join(' or '), handle, user, attribute];
  return words.filter((word) => word !== undefined).join(' ');
}

export function listLogs(logs: Logs, { streams, findings }: AuditReport): readonly LogFinding[] {
  return streams.map(({ name, events, first, last }) => ({
    path: logs.pathOf.get(name) ?? name,
    stream: name,
    events: Number(events),
    first: first === undefined ? null : writeMicroseconds(first.time),
    last: last === undefined ? null : writeMicroseconds(last.time),
    findings: findings.flatMap((finding) =>
      'stream' in finding && finding.stream === name ? [finding.code] : [],
    ),
  }));
}

/** Everything that an audit would end with a no for. */
export function contradictLogs(report: AuditReport): readonly Contradiction[] {
  return report.findings.map((finding) => ({
    code: 'audit',
    finding: finding.code,
    at: timeOf(finding, report),
    text: textOf(finding, report),
  }));
}

function timeOf(finding: AuditFinding, { operations }: AuditReport): string | null {
  const ofOperation = 'operation' in finding ? operations[finding.operation]?.time : undefined;
  const time = 'time' in finding ? finding.time : ofOperation;
  return time === undefined ? null : writeMicroseconds(time);
}

function textOf(finding: AuditFinding, { operations, sets }: AuditReport): string {
  if ('stream' in finding) return finding.stream;
  if ('set' in finding) return sets[finding.set]?.path ?? '';
  return nameAudited(operations[finding.operation]);
}

function nameAudited(operation: AuditedOperation | undefined): string {
  if (operation === undefined) return '';
  return nameOperation(operation.operation) ?? operation.operation.kind;
}
