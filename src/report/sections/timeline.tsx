/** All that happened in one order, each with whose clock it was. */
import type { ComponentChildren, VNode } from 'preact';
import type { Findings } from '../../evidence/findings.ts';
import { Chapter, Code, Given, Names, Nothing, Row, Time } from '../parts/parts.tsx';
import { Person } from '../parts/people.tsx';
import { makeTimeline, type TimelineEvent, type TimelineSource } from '../timeline.ts';

export function Timeline({ findings }: { readonly findings: Findings }): VNode {
  const entries = makeTimeline(findings);
  return (
    <Chapter id="timeline" title="In the order of time">
      {entries.length === 0 ? (
        <Nothing>Nothing in the bundle has a time.</Nothing>
      ) : (
        <>
          <p>
            Times are of three clocks, that of the ceremony's record, that of whoever made a
            request, and that of the HSMs, for tokens and logs; nothing makes them agree. Within one
            second, things of two clocks stand in no order. A signature has no time.
          </p>
          <ol class="timeline">
            {entries.map(({ at, source, what }) => (
              <li class={source}>
                <Time at={at} /> <span class="source">{SOURCES[source]}</span>{' '}
                <span class="event">{describeEvent(what)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Chapter>
  );
}

const SOURCES: Readonly<Record<TimelineSource, string>> = {
  record: 'record',
  request: 'request',
  token: 'HSM: token',
  log: 'HSM: log',
};

const STEP_STATES = {
  began: 'was shown',
  done: 'was done',
  deviated: 'was done otherwise',
  skipped: 'was left out',
} as const;

function describeEvent(what: TimelineEvent): ComponentChildren {
  switch (what.kind) {
    case 'opened':
      return 'the record was opened';
    case 'closed':
      return 'the record ends';
    case 'step':
      return (
        <>
          step <Given>{what.step}</Given> {STEP_STATES[what.state]}
          {what.by.length > 0 && (
            <>
              {' '}
              by <Row items={what.by.map((id) => <Person id={id} />)} />
            </>
          )}
        </>
      );
    case 'repeated':
      return (
        <>
          step <Given>{what.step}</Given> was begun anew
        </>
      );
    case 'resumed':
      return 'the record was taken up again, and no end was recorded of what was before';
    case 'break':
      return what.to === null ? (
        'a break begins, and nobody went on'
      ) : (
        <>
          a break from then to <Time at={what.to} />
        </>
      );
    case 'remark':
      return (
        <>
          <Person id={what.by} /> remarks: <Given>{what.remark}</Given>
        </>
      );
    case 'request':
      return (
        <>
          <Given>{what.requester}</Given> asks for <Code>{what.operation ?? 'an operation'}</Code>
        </>
      );
    case 'token':
      return (
        <>
          <Given>{what.requester ?? 'somebody'}</Given> gets the token <Code>{what.path}</Code>
        </>
      );
    case 'operation':
      return (
        <>
          <Given>{what.actor ?? 'somebody'}</Given> does{' '}
          {what.operation === null ? (
            'something that a quorum guards'
          ) : (
            <Code>{what.operation}</Code>
          )}{' '}
          on <Names names={what.streams} />
        </>
      );
  }
}
