import type { JSX } from 'preact';
import type { StatusRequest } from '../../../answers/status/status-answer.ts';
import type { RequestView } from '../../engine/page-model.ts';
import { Banner, Part, Rows, Sign } from '../parts/parts.tsx';
import type { Headline } from './headline.ts';

type Signature =
  | StatusRequest['signatures'][number]
  | NonNullable<RequestView['verified']>['signatures'][number];

/** A request by itself: what is asked for, whether it fits the token, and who has signed it. */
export function RequestArticle({
  request: { rows, verified },
  headline,
}: {
  readonly request: RequestView;
  readonly headline: Headline;
}): JSX.Element {
  return (
    <>
      <Banner {...headline} />
      <Part title="What is asked for">
        <Rows rows={rows} />
      </Part>
      {verified !== undefined && verified.signatures.length > 0 && (
        <Part title="Who signed the request">
          <RequestSignatures signatures={verified.signatures} />
        </Part>
      )}
    </>
  );
}

const STATES = {
  right: 'signed',
  repeated: 'signed before',
  unknown: 'no key at hand made it',
  unchecked: 'not checked',
};

function RequestSignatures({
  signatures,
}: {
  readonly signatures: readonly Signature[];
}): JSX.Element {
  return (
    <ul class="officers">
      {signatures.map(({ state, names, keyid }, at) => {
        const tone = state === 'right' ? 'good' : 'open';
        return (
          <li key={at} class={tone}>
            <Sign tone={tone} />
            <p>
              <strong>{names.length > 0 ? names.join(', ') : 'somebody'}</strong>: {STATES[state]}
              {keyid !== null && names.length === 0 && (
                <>
                  {' '}
                  <code class="file">key {keyid}</code>
                </>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** What an approval file's token is to be used for. */
export function AskedFor({
  request: { file, request, problems, signatures },
  format,
}: {
  readonly request: StatusRequest;
  readonly format: 'classic' | 'sdk5';
}): JSX.Element {
  const { operation, requester, reason, ticket, expires } = request;
  const command = format === 'classic' ? (operation.classic ?? operation.sdk5) : operation.sdk5;
  const rows = [
    { label: 'operation', text: command },
    { label: 'asked for by', text: requester },
    ...(reason === null ? [] : [{ label: 'reason', text: reason }]),
    ...(ticket === null ? [] : [{ label: 'ticket', text: ticket }]),
    ...(expires === null ? [] : [{ label: 'until', text: expires }]),
    { label: 'request', text: file },
  ];
  return (
    <Part title="What is asked for">
      <Rows rows={rows} />
      {problems.map(({ message }) => (
        <p key={message} class="finding error">
          <strong>It does not count:</strong> {message}
        </p>
      ))}
      {signatures.length > 0 && <RequestSignatures signatures={signatures} />}
    </Part>
  );
}
