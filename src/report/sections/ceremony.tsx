/** Who was there, and each step with what came of it. */
import type { ComponentChildren, VNode } from 'preact';
import type { CeremonyFindings, StepFinding } from '../../evidence/findings.ts';
import {
  Chapter,
  Code,
  Command,
  Digest,
  Facts,
  Given,
  Mark,
  Names,
  Row,
  Table,
  Time,
} from '../parts/parts.tsx';
import { Person } from '../parts/people.tsx';

export function Ceremony({ ceremony }: { readonly ceremony: CeremonyFindings }): VNode {
  const { participants, software, steps, isComplete, recordHead } = ceremony;
  return (
    <Chapter id="ceremony" title="The ceremony, step by step">
      <p>
        {isComplete ? (
          <Mark standing="good">
            each step was done, left out or deviated from, and the record was closed
          </Mark>
        ) : (
          <Mark standing="bad">the record was not brought to its end</Mark>
        )}
      </p>
      <Table
        caption="Who was there"
        head={['Name', 'Called', 'Role', 'In the policy']}
        rows={participants.map(({ id, name, role, isInPolicy }) => ({
          cells: [
            <Given>{name}</Given>,
            <Given>{id}</Given>,
            <Given>{role}</Given>,
            isInPolicy ? 'yes' : 'no',
          ],
        }))}
      />
      <Facts
        facts={[
          ['Record', <Digest>{recordHead}</Digest>],
          ['Software', <Names names={software.map(({ name, version }) => `${name} ${version}`)} />],
        ]}
      />
      <ol class="steps">
        {steps.map((step) => (
          <Step step={step} />
        ))}
      </ol>
    </Chapter>
  );
}

function Step({ step }: { readonly step: StepFinding }): VNode {
  const { id, text, who, command, statement, result, attempts } = step;
  return (
    <li>
      <h3>
        <Given>{id}</Given>
      </h3>
      <p class="lines">{text}</p>
      {command !== null && <Command>{command}</Command>}
      {statement !== null && (
        <p class="lines">
          To be confirmed: <Given>{statement}</Given>
        </p>
      )}
      {result !== null && (
        <p class="lines">
          Must come of it: <Given>{result}</Given>
        </p>
      )}
      {attempts.length === 0 && (
        <p>
          <Mark standing="open">not done</Mark>
          {who.length > 0 && (
            <>
              ; it was for <PeopleInRow ids={who} />
            </>
          )}
        </p>
      )}
      {attempts.map((attempt) => (
        <Attempt attempt={attempt} />
      ))}
    </li>
  );
}

const STATES = { done: 'done', deviated: 'done otherwise', skipped: 'left out' } as const;

function Attempt({ attempt }: { readonly attempt: StepFinding['attempts'][number] }): VNode {
  const { state, began, ended, by, initials, remark, reason, acceptedBy, files } = attempt;
  return (
    <div class={`attempt ${state}`}>
      <p>
        <Mark standing={state === 'done' ? 'good' : 'told'}>{STATES[state]}</Mark>
        {by.length > 0 && (
          <>
            {' '}
            by <PeopleInRow ids={by} initials={initials} />
          </>
        )}
        ,{' '}
        {began !== null && began !== ended && (
          <>
            <Time at={began} /> to{' '}
          </>
        )}
        <Time at={ended} />
      </p>
      <Facts
        facts={[
          [
            'Remark',
            remark && (
              <span class="lines">
                <Given>{remark}</Given>
              </span>
            ),
          ],
          ['Reason', reason && <Given>{reason}</Given>],
          ['Accepted by', acceptedBy && <Person id={acceptedBy} />],
          ['Came out', files.length === 0 ? null : <Files files={files} />],
        ]}
      />
    </div>
  );
}

function PeopleInRow({
  ids,
  initials = [],
}: {
  readonly ids: readonly string[];
  /** In the same order. */
  readonly initials?: readonly string[];
}): VNode {
  return (
    <Row
      items={ids.map((id, at) => (
        <>
          <Person id={id} />
          {initials[at] !== undefined && (
            <>
              {' '}
              (<Given>{initials[at]}</Given>)
            </>
          )}
        </>
      ))}
    />
  );
}

function Files({
  files,
}: {
  readonly files: StepFinding['attempts'][number]['files'];
}): ComponentChildren {
  return (
    <ul class="plain">
      {files.map(({ path, sha256 }) => (
        <li>
          <Code>{path}</Code> <Digest>{sha256}</Digest>
        </li>
      ))}
    </ul>
  );
}
