/** Users and quorum values before and after, in one table, with what is not the same marked. */
import type { ComponentChildren, VNode } from 'preact';
import type {
  Findings,
  Snapshot,
  SnapshotDifference,
  SnapshotUser,
} from '../../evidence/findings.ts';
import { Chapter, Given, Mark, Names, Nothing, Table, type TableRow } from '../parts/parts.tsx';

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
        caption="Users and quorum values before and after; each line says whether it changed"
        head={['User or quorum value', 'Before', 'After', 'Change']}
        rows={listRows(before, after, differences)}
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
      How it was {when} stands in <Names names={snapshot.paths} />
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

function listRows(
  before: Snapshot | null,
  after: Snapshot | null,
  differences: readonly SnapshotDifference[],
): readonly TableRow[] {
  const values = [
    ...describeSnapshot(before).map((line) => ({ ...line, when: 'before' as const })),
    ...describeSnapshot(after).map((line) => ({ ...line, when: 'after' as const })),
  ];
  const lines = new Map<string, { what: string; name: string; before?: string; after?: string }>();
  for (const { what, name, value, when } of values) {
    const key = `${what} ${name}`;
    lines.set(key, { ...(lines.get(key) ?? { what, name }), [when]: value });
  }
  const isChanged = new Map(differences.map((one) => [`${one.what} ${one.name}`, one]));
  return [...lines]
    .sort(([, one], [, other]) => (one.what === other.what ? 0 : one.what === 'user' ? -1 : 1))
    .map(([key, line]) => showRow(line, isChanged.get(key)));
}

interface Line {
  readonly what: string;
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

function showRow(line: Line, difference: SnapshotDifference | undefined): TableRow {
  const change = difference?.change;
  return {
    kind: change,
    cells: [
      <>
        {line.what === 'user' ? '' : 'M of '}
        <Given>{line.name}</Given>
      </>,
      showValue(line.before, change, 'before'),
      showValue(line.after, change, 'after'),
      change === undefined ? 'the same' : <strong>{CHANGES[change]}</strong>,
    ],
  };
}

/** With a sign, so that it can be told without colour and without reading. */
const CHANGES: Readonly<Record<SnapshotDifference['change'], string>> = {
  added: '+ added',
  removed: '− removed',
  changed: '≠ changed',
};

function showValue(
  value: string | undefined,
  change: SnapshotDifference['change'] | undefined,
  when: 'before' | 'after',
): ComponentChildren {
  if (value === undefined) return <span class="absent">not there</span>;
  if (change === undefined) return value;
  return when === 'before' ? <del>{value}</del> : <ins>{value}</ins>;
}

function describeSnapshot(
  snapshot: Snapshot | null,
): readonly { readonly what: string; readonly name: string; readonly value: string }[] {
  if (snapshot === null) return [];
  return [
    ...snapshot.users.map((user) => ({ what: 'user', name: user.name, value: describeUser(user) })),
    ...snapshot.quorumValues.map(({ service, value }) => ({
      what: 'quorum-value',
      name: service,
      value: String(value),
    })),
  ];
}

function describeUser({ role, hasKey, isLocked }: SnapshotUser): string {
  return [
    role,
    ...(hasKey === null ? [] : [hasKey ? 'key registered' : 'no key registered']),
    ...(isLocked === true ? ['locked'] : []),
  ].join(', ');
}
