/** What one sees first: whether this is the real thing, what was done, and whether anything is wrong. */
import type { ComponentChildren, VNode } from 'preact';
import type { Manifest } from '../../evidence/manifest.ts';
import { countNoun } from '../../words/count-noun.ts';
import { Approver } from '../parts/key-names.tsx';
import { Code, Facts, Given, Mark, Row, type Standing, Time } from '../parts/parts.tsx';
import { signChange } from './snapshots.tsx';

export function Opening({ manifest }: { readonly manifest: Manifest }): VNode {
  const { ceremony } = manifest.findings;
  return (
    <header>
      {ceremony?.isRehearsal === true && <RehearsalNote />}
      <p class="kind">Evidence of what a quorum approved</p>
      <h1>{titleOf(manifest)}</h1>
      {ceremony !== null && <p class="purpose lines">{ceremony.purpose}</p>}
      <Facts
        facts={[
          ['Place', ceremony && <Given>{ceremony.place}</Given>],
          ['Began', ceremony && <Time at={ceremony.began} />],
          ['Ended', ceremony && <Time at={ceremony.ended} />],
          ['Made by', <Given>{`${manifest.madeBy.name} ${manifest.madeBy.version}`}</Given>],
        ]}
      />
    </header>
  );
}

/** What the window and the first heading say. */
export function titleOf({ findings: { ceremony, requests } }: Manifest): string {
  const operation = requests[0]?.sdk5 ?? requests[0]?.classic;
  return ceremony?.title || operation || 'Pieces without a ceremony';
}

function RehearsalNote(): VNode {
  return (
    <p class="rehearsal-note">
      <strong>REHEARSAL</strong> It ran unattended, against an emulated cluster: nobody was there,
      and no HSM did anything. It is evidence of nothing but that the script can be followed.
    </p>
  );
}

interface SummaryRow {
  readonly label: string;
  /** Missing where it is neither good nor bad. */
  readonly standing?: Standing;
  readonly text: ComponentChildren;
  /** The chapter that tells more. */
  readonly chapter: string;
}

/** The answers in short, each with the way to the long one. */
export function Summary({ manifest }: { readonly manifest: Manifest }): VNode {
  return (
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">In short</h2>
      <ul class="summary">
        {summarise(manifest).map(({ label, standing, text, chapter }) => (
          <li>
            <a href={`#${chapter}`}>{label}</a>
            {standing === undefined ? <span>{text}</span> : <Mark standing={standing}>{text}</Mark>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function summarise({ findings }: Manifest): readonly SummaryRow[] {
  const { contradictions, deviations, unchecked } = findings;
  return [
    {
      label: 'Contradictions',
      chapter: 'contradictions',
      standing: contradictions.length === 0 ? 'good' : 'bad',
      text: contradictions.length === 0 ? 'none' : String(contradictions.length),
    },
    ...(findings.ceremony === null
      ? []
      : [
          {
            label: 'Deviations',
            chapter: 'deviations',
            standing: deviations.length === 0 ? 'good' : 'told',
            text: deviations.length === 0 ? 'none' : String(deviations.length),
          } as const,
        ]),
    ...findings.requests.map((request) => ({
      label: 'Asked for',
      chapter: 'requests',
      ...judgeRequest(request),
    })),
    ...findings.tokens.map((token) => ({
      label: 'Approved by',
      chapter: 'approvals',
      ...judgeToken(token),
    })),
    ...findings.operations.map((operation) => ({
      label: 'Done',
      chapter: 'operations',
      ...judgeOperation(operation),
    })),
    ...(findings.before === null || findings.after === null
      ? []
      : [
          {
            label: 'Before and after',
            chapter: 'snapshots',
            text: <Changes differences={findings.differences} />,
          } as const,
        ]),
    {
      label: 'Cannot be checked',
      chapter: 'unchecked',
      standing: unchecked.length === 0 ? 'good' : 'open',
      text: unchecked.length === 0 ? 'nothing' : countNoun(unchecked.length, 'claim'),
    },
  ];
}

/** So many are named. */
const MOST_CHANGES = 6;

function Changes({ differences }: Pick<Manifest['findings'], 'differences'>): VNode {
  if (differences.length === 0) return <>no difference</>;
  const more = differences.length - MOST_CHANGES;
  return (
    <>
      {differences.slice(0, MOST_CHANGES).map((one, at) => (
        <>
          {at > 0 && ', '}
          <Given>{signChange(one)}</Given>
        </>
      ))}
      {more > 0 && ` and ${more} more`}
    </>
  );
}

type Judged = Pick<SummaryRow, 'standing' | 'text'>;

function judgeRequest(request: Manifest['findings']['requests'][number]): Judged {
  const { problems, verdict } = request;
  const operation = <Code>{request.sdk5 ?? request.classic ?? ''}</Code>;
  if (problems.length > 0) return { standing: 'bad', text: <>{operation}: it does not count</> };
  if (verdict === null)
    return { standing: 'open', text: <>{operation}: no policy says who may approve it</> };
  return verdict.isMet
    ? { standing: 'good', text: <>{operation}: the policy is met</> }
    : { standing: 'bad', text: <>{operation}: the policy is not met</> };
}

function judgeToken({ approvals, state }: Manifest['findings']['tokens'][number]): Judged {
  const who =
    approvals.length === 0 ? (
      'nobody'
    ) : (
      <Row items={approvals.map((approval) => <Approver {...approval} />)} />
    );
  if (approvals.some((one) => one.state === 'wrong')) {
    return { standing: 'bad', text: <>{who}: not all signatures are right</> };
  }
  if (state === 'withheld') return { standing: 'open', text: <>{who}: not rechecked</> };
  return approvals.length > 0 && approvals.every((one) => one.state === 'right')
    ? { standing: 'good', text: who }
    : { standing: 'open', text: <>{who}: not all keys are at hand</> };
}

function judgeOperation(operation: Manifest['findings']['operations'][number]): Judged {
  const what = operation.operation === null ? 'an operation' : <Code>{operation.operation}</Code>;
  if (operation.request === null)
    return { standing: 'bad', text: <>{what}: no request covers it</> };
  if (operation.missing.length > 0) return { standing: 'bad', text: <>{what}: not on every HSM</> };
  return {
    standing: 'good',
    text: (
      <>
        {what}, on {countNoun(operation.done.length, 'HSM')}
      </>
    ),
  };
}
