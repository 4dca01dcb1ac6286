import type { JSX } from 'preact';
import type { StatusAnswer, StatusOfficer } from '../../../answers/status/status-answer.ts';
import { Part, Sign } from '../parts/parts.tsx';
import type { Tone } from './headline.ts';

const STATES: Readonly<
  Record<StatusOfficer['state'], { readonly tone: Tone; readonly word: string }>
> = {
  right: { tone: 'good', word: 'right' },
  wrong: { tone: 'bad', word: 'wrong' },
  refused: { tone: 'bad', word: 'refused' },
  'no-file': { tone: 'bad', word: 'no signature file' },
  unread: { tone: 'bad', word: 'not read by the HSM' },
  unchecked: { tone: 'open', word: 'not checked' },
  missing: { tone: 'plain', word: 'has not signed' },
};

/** Who has signed, and who could. */
export function Officers({ status }: { readonly status: StatusAnswer }): JSX.Element | null {
  const { officers, right, required } = status;
  if (officers.length === 0) return null;
  return (
    <Part title={`Who signed: ${right} of ${required}`}>
      <ul class="officers">
        {officers.map((officer, at) => (
          <Officer key={`${at} ${officer.name}`} officer={officer} />
        ))}
      </ul>
    </Part>
  );
}

function Officer({ officer }: { readonly officer: StatusOfficer }): JSX.Element {
  const { name, state, file, reasons, madeBy, inRoster, onRequest } = officer;
  const { tone, word } = STATES[state];
  return (
    <li class={tone}>
      <Sign tone={tone} />
      <div>
        <p>
          <strong>{name}</strong>: {word}
          {file !== null && file !== '' && (
            <>
              {' '}
              <code class="file">{file}</code>
            </>
          )}
        </p>
        {reasons.map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        {madeBy !== null && madeBy !== name && <p>made with the key of {madeBy}</p>}
        {!inRoster && state !== 'unchecked' && <p>no public key of this officer was dropped</p>}
        {onRequest === true && <p class="soft">has signed the request</p>}
        {onRequest === false && <p>has not signed the request</p>}
      </div>
    </li>
  );
}
