/** Users and quorum values before and after, in one table, with what is not the same marked. */
import type { ComponentChildren, VNode } from 'preact';
import type { Findings, Snapshot, SnapshotDifference } from '../../evidence/findings.ts';
import { Chapter, Code, Given, Mark, Nothing, Row, Table, type TableRow } from '../parts/parts.tsx';
import { layOutSnapshots, type SnapshotLine } from '../snapshot-lines.ts';

export function Snapshots({
  before,
  after,
  differences,
}: Pick<Findings, 'before' | 'after' | 'differences'>): VNode {
  if (before === null && after === null) {
    return (
      <Chapter id="snapshots" title="Before and after">
        <Nothing>The bundle holds no list of users or quorum values.</Nothing>
      </Chapter>
    );
  }
  return (
    <Chapter id="snapshots" title="Before and after">
      <SnapshotNote when="before" snapshot={before} />
      <SnapshotNote when="after" snapshot={after} />
      <Table
        caption="Users and quorum values; the last column says what changed"
        head={['User or quorum value', 'Before', 'After', 'Change']}
        rows={layOutSnapshots(before, after, differences).map(showLine)}
      />
    </Chapter>
  );
}

function SnapshotNote({
  when,
  snapshot,
}: {
  readonly when: 'before' | 'after';
  readonly snapshot: Snapshot | null;
}): VNode {
  if (snapshot === null) {
    return (
      <p>
        <Mark standing="open">nothing in the bundle says how it was {when}</Mark>
      </p>
    );
  }
  return (
    <p>
      How it was {when} stands in <Row items={snapshot.paths.map((path) => <Code>{path}</Code>)} />
      {snapshot.isInStep ? (
        '.'
      ) : (
        <>
          ; <Mark standing="bad">the HSMs were not in step</Mark>
        </>
      )}
    </p>
  );
}

function showLine(line: SnapshotLine): TableRow {
  const { what, name, before, after, change } = line;
  return {
    kind: change ?? undefined,
    cells: [
      <>
        {what === 'user' ? '' : 'M of '}
        <Given>{name}</Given>
      </>,
      change === null ? showKnown(before) : showChanged(before, 'del'),
      change === null ? showKnown(after) : showChanged(after, 'ins'),
      change === null ? describeSame(line) : <strong>{CHANGES[change]}</strong>,
    ],
  };
}

/** With a sign, so that it is told without colour. */
const CHANGES: Readonly<Record<SnapshotDifference['change'], string>> = {
  added: '+ added',
  removed: '− removed',
  changed: '≠ changed',
};

/** A change in a few characters: `+ bob`. */
export function signChange({ what, name, change }: SnapshotDifference): string {
  return `${CHANGES[change].slice(0, 1)} ${what === 'user' ? '' : 'M of '}${name}`;
}

function describeSame({ before, after }: SnapshotLine): string {
  return before === null || after === null ? 'looked at once' : 'the same';
}

function showKnown(value: string | null): ComponentChildren {
  return value === null ? <span class="absent">not told</span> : <Given>{value}</Given>;
}

function showChanged(value: string | null, Element: 'del' | 'ins'): ComponentChildren {
  if (value === null) return <span class="absent">not there</span>;
  return (
    <Element>
      <Given>{value}</Given>
    </Element>
  );
}
