/** The script of a ceremony for those who hold a pen: to be printed, filled in and signed. */
import type { ComponentChildren, VNode } from 'preact';
import type { CeremonyScript } from '../ceremony/script/script.ts';
import { renderDocument } from './document/render-document.tsx';
import { writeScriptStyle } from './document/script-style.ts';
import { PaperStep } from './paper/paper-step.tsx';
import { Blank, Sheet } from './paper/sheets.tsx';
import { Fingerprint } from './parts/fingerprint.tsx';
import { Chapter, Code, Facts, Given } from './parts/parts.tsx';
import { makeSafe } from './safe-text.ts';

/** Lines for what nobody foresees. */
const DEVIATION_LINES = 10;

/**
 * Writes the paper script: a cover, the people, each step with boxes for initials, times and remarks, a sheet for
 * deviations and one for signatures. Each page has the beginning of the script's SHA-256, so that pages of two scripts
 * are told apart.
 *
 * @param script as it was read; texts in it can be any, none becomes markup
 * @returns one HTML file that needs no other and runs nothing; the same script gives the same text
 * @example
 * renderScript(script).includes('Sign-off'); // true
 */
export function renderScript(script: CeremonyScript): string {
  const safe = makeSafe({ ...script, rehearsal: undefined });
  const { digest, title, participants, steps } = safe;
  return renderDocument(
    { title: `Script: ${title}`, style: writeScriptStyle(digest), kind: 'script' },
    <>
      <Cover script={safe} />
      <main>
        <People participants={participants} />
        <Chapter id="steps" title="Steps">
          <ol class="paper-steps">
            {steps.map((step, at) => (
              <PaperStep number={at + 1} step={step} participants={participants} />
            ))}
          </ol>
        </Chapter>
        <Chapter id="deviations" title="Deviations">
          <p>
            Whatever was done otherwise, left out or begun anew: what, why, and who accepted it, who
            is somebody else than those who did it.
          </p>
          <Sheet
            caption="What was not done as written"
            head={['Step', 'What was otherwise, and why', 'Time', 'Accepted by (signature)']}
            wide="What was otherwise, and why"
            rows={Array.from({ length: DEVIATION_LINES }, () => [])}
          />
        </Chapter>
        <SignOff participants={participants} />
      </main>
    </>,
  );
}

type Printed = Pick<CeremonyScript, 'title' | 'purpose' | 'place' | 'policy' | 'digest' | 'steps'>;

function Cover({ script }: { readonly script: Printed }): VNode {
  const { title, purpose, place, policy, digest, steps } = script;
  return (
    <header>
      <p class="kind">Script of a ceremony</p>
      <h1>{title}</h1>
      <p class="purpose lines">{purpose}</p>
      <Facts
        facts={[
          ['Place', <Given>{place}</Given>],
          ['Steps', String(steps.length)],
          ['Policy', policy === undefined ? 'none' : <Code>{policy}</Code>],
          ['SHA-256 of the script', <Fingerprint digest={digest} />],
        ]}
      />
      <div class="boxes">
        <Blank label="Date" />
        <Blank label="Began" />
        <Blank label="Ended" />
        <Blank label="Clock that times are read from" size="line" />
      </div>
    </header>
  );
}

function People({ participants }: Pick<CeremonyScript, 'participants'>): VNode {
  return (
    <Chapter id="people" title="Who is there">
      <Sheet
        caption="Everybody shows who they are before the first step, and writes the initials that they will use"
        head={['Name', 'Called', 'Role', 'In the policy', 'Shown by (document)', 'Initials']}
        rows={participants.map(({ id, name, role, isInPolicy }): readonly ComponentChildren[] => [
          <Given>{name}</Given>,
          <Given>{id}</Given>,
          <Given>{role}</Given>,
          isInPolicy ? 'yes' : 'no',
        ])}
      />
      <p>
        Steps are done in their order. Whoever does one writes initials and times when it is over.
        What is not done as written is ticked as such, and told under{' '}
        <a href="#deviations">Deviations</a>.
      </p>
    </Chapter>
  );
}

function SignOff({ participants }: Pick<CeremonyScript, 'participants'>): VNode {
  return (
    <Chapter id="sign-off" title="Sign-off">
      <p>
        I was there. What is written on these pages is what was done, and every deviation that I
        know of stands under Deviations.
      </p>
      <Sheet
        caption="Everybody who was there signs"
        head={['Name', 'Role', 'Signature', 'Date and time']}
        wide="Signature"
        rows={participants.map(({ name, role }): readonly ComponentChildren[] => [
          <Given>{name}</Given>,
          <Given>{role}</Given>,
        ])}
      />
      <div class="boxes">
        <Blank label="Number of pages, with those added" />
        <Blank label="SHA-256 of the record: first four and last four characters" size="line" />
        <Blank label="Where the original is kept" size="line" />
      </div>
    </Chapter>
  );
}
