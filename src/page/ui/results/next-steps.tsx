import type { JSX } from 'preact';
import type { ShownStep } from '../../../answers/status/status-answer.ts';
import { Commands, Part } from '../parts/parts.tsx';
import { capitalise } from './headline.ts';

/** What somebody has to do now, in order. */
export function NextSteps({ steps }: { readonly steps: readonly ShownStep[] }): JSX.Element | null {
  if (steps.length === 0) return null;
  return (
    <Part title="What to do next">
      <ol class="steps">
        {steps.map(({ what, commands }) => (
          <li key={what}>
            {capitalise(what)}
            {commands.length > 0 && <Commands commands={commands} />}
          </li>
        ))}
      </ol>
    </Part>
  );
}
