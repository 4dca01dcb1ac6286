/** The report of a bundle: what people read of it, as one HTML file. */
import type { ComponentChildren, VNode } from 'preact';
import type { Findings } from '../evidence/findings.ts';
import type { Manifest } from '../evidence/manifest.ts';
import { renderDocument } from './document/render-document.tsx';
import { REPORT_STYLE } from './document/report-style.ts';
import { KeyNamesContext, listKeyNames } from './parts/key-names.tsx';
import { listPeople, PeopleContext } from './parts/people.tsx';
import { makeSafe } from './safe-text.ts';
import { Approvals } from './sections/approvals.tsx';
import { Ceremony } from './sections/ceremony.tsx';
import { Contents } from './sections/contents.tsx';
import { Contradictions, Deviations, Unchecked } from './sections/front.tsx';
import { Opening, Summary, titleOf } from './sections/opening.tsx';
import { Operations } from './sections/operations.tsx';
import { Policies } from './sections/policies.tsx';
import { Recheck } from './sections/recheck.tsx';
import { Requests } from './sections/requests.tsx';
import { Snapshots } from './sections/snapshots.tsx';
import { Timeline } from './sections/timeline.tsx';

/**
 * Writes the report: one file that needs no other, runs nothing and asks for nothing. Names that stand in the manifest
 * can be any text: none becomes markup, and none hides or turns what stands beside it.
 *
 * @param manifest without the report itself, whose hash cannot stand in it
 * @returns HTML; the same manifest gives the same text, whatever the clock, the machine and its language are
 * @example
 * renderReport(manifest).startsWith('<!doctype html>'); // true
 */
export function renderReport(manifest: Manifest): string {
  const safe = makeSafe(manifest);
  const { findings } = safe;
  const { ceremony } = findings;
  const isRehearsal = ceremony?.isRehearsal === true;
  return renderDocument(
    {
      title: `${isRehearsal ? 'REHEARSAL: ' : ''}${titleOf(safe)}`,
      style: REPORT_STYLE,
      kind: isRehearsal ? 'report rehearsal' : 'report',
    },
    <Known findings={findings}>
      <Opening manifest={safe} />
      <main>
        <Summary manifest={safe} />
        <Contents hasCeremony={ceremony !== null} />
        <Contradictions contradictions={findings.contradictions} />
        {ceremony !== null && <Deviations deviations={findings.deviations} ceremony={ceremony} />}
        <Unchecked unchecked={findings.unchecked} />
        <Requests {...findings} />
        <Approvals {...findings} />
        <Operations {...findings} />
        <Snapshots {...findings} />
        <Timeline findings={findings} />
        {ceremony !== null && <Ceremony ceremony={ceremony} />}
        <Policies policies={findings.policies} />
        <Recheck manifest={safe} />
      </main>
    </Known>,
  );
}

/** Hands all parts of the page the names of people and keys. */
function Known({
  findings,
  children,
}: {
  readonly findings: Findings;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <PeopleContext.Provider value={listPeople(findings)}>
      <KeyNamesContext.Provider value={listKeyNames(findings.keys)}>
        {children}
      </KeyNamesContext.Provider>
    </PeopleContext.Provider>
  );
}
