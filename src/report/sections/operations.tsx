/** What the HSMs did, as their logs have it. */
import type { VNode } from 'preact';
import type { Findings } from '../../evidence/findings.ts';
import { describeAuditFindingCode } from '../../words/evidence-codes.ts';
import { Chapter, Code, Given, Mark, Names, Nothing, Table, Time } from '../parts/parts.tsx';

export function Operations({
  operations,
  logs,
  logsFrom,
}: Pick<Findings, 'operations' | 'logs' | 'logsFrom'>): VNode {
  return (
    <Chapter id="operations" title="What the HSMs did">
      {logsFrom !== null && (
        <p>
          What was done before <Time at={logsFrom} />, while the cluster was set up or for other
          reasons, was not looked at.
        </p>
      )}
      {operations.length === 0 ? (
        <Nothing>
          {logs.length === 0
            ? 'No log of an HSM is in the bundle.'
            : 'Nothing that a quorum guards is in the logs.'}
        </Nothing>
      ) : (
        <Table
          caption="Operations that a quorum guards"
          head={['Time', 'Operation', 'By', 'Done on', 'Covered by']}
          rows={operations.map(({ at, operation, kind, actor, done, missing, request }) => ({
            cells: [
              <Time at={at} />,
              operation === null ? OPERATION_KINDS[kind] : <Code>{operation}</Code>,
              actor === null ? 'the logs do not tell' : <Given>{actor}</Given>,
              <>
                {done.map(({ stream, sequence }) => (
                  <div>
                    <Given>{stream}</Given>, event <Code>{sequence}</Code>
                  </div>
                ))}
                {missing.length > 0 && (
                  <Mark standing="bad">
                    not on <Names names={missing} />
                  </Mark>
                )}
              </>,
              request === null ? (
                <Mark standing="bad">no request</Mark>
              ) : (
                <Mark standing="good">
                  <Code>{request}</Code>
                </Mark>
              ),
            ],
          }))}
        />
      )}
      {logs.length > 0 && (
        <Table
          caption="Logs"
          head={['HSM', 'File', 'Events', 'From', 'To', 'Found']}
          rows={logs.map(({ stream, path, events, first, last, findings }) => ({
            cells: [
              <Given>{stream}</Given>,
              <Code>{path}</Code>,
              String(events),
              first === null ? '' : <Time at={first} />,
              last === null ? '' : <Time at={last} />,
              findings.length === 0 ? (
                <Mark standing="good">no gap</Mark>
              ) : (
                findings.map((code) => (
                  <div>
                    <Mark standing="bad">{describeAuditFindingCode(code)}</Mark>
                  </div>
                ))
              ),
            ],
          }))}
        />
      )}
    </Chapter>
  );
}

const OPERATION_KINDS = {
  known: 'of which the logs do not tell all',
  'set-m-value': 'a quorum value was set; the log does not tell which',
  key: 'something was done with a key',
} as const;
