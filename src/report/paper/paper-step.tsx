/** A step of the paper script: what is done, and the boxes for who did it, when, and how it went. */
import type { VNode } from 'preact';
import type { Participant, ScriptStep } from '../../ceremony/script/script.ts';
import { Code, Command, Given, Names } from '../parts/parts.tsx';
import { Blank, Sheet, Tick } from './sheets.tsx';

export function PaperStep({
  number,
  step,
  participants,
}: {
  /** Counted from 1. */
  readonly number: number;
  readonly step: ScriptStep;
  readonly participants: readonly Participant[];
}): VNode {
  const { id, text, who, act, result, files } = step;
  const names = who.map((one) => participants.find((other) => other.id === one)?.name ?? one);
  return (
    <li class="paper-step">
      <h3>
        Step {number}: <Given>{id}</Given>
      </h3>
      <p class="by">
        By <Names names={names} />
      </p>
      <p class="lines">{text}</p>
      {act.kind === 'run' ? (
        <Command>{act.command}</Command>
      ) : (
        <p class="confirm">
          <Tick>
            <span class="lines">{act.statement}</span>
          </Tick>
        </p>
      )}
      {result !== undefined && (
        <p class="lines">
          Must come of it: <Given>{result}</Given>
        </p>
      )}
      {files.length > 0 && (
        <Sheet
          caption={`Files that must come out of step ${number}`}
          head={['File', 'First and last four digits of its SHA-256']}
          rows={files.map((path) => [<Code>{path}</Code>])}
        />
      )}
      <div class="boxes">
        <Blank label="Began" />
        <Blank label="Ended" />
        {names.map((name) => (
          <Blank
            label={
              <>
                Initials of <Given>{name}</Given>
              </>
            }
          />
        ))}
      </div>
      <p class="ticks">
        <Tick>done as written</Tick> <Tick>done otherwise</Tick> <Tick>left out</Tick>
      </p>
      <Blank label="Remarks" size="lines" />
    </li>
  );
}
