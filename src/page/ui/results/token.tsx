import type { JSX } from 'preact';
import { quotePath } from '../../../words/quote-for-shell.ts';
import type { SignatureView, TokenView } from '../../engine/page-model.ts';
import { Banner, Cautions, Commands, Digest, Part, Rows, Sign } from '../parts/parts.tsx';
import { capitalise, type Headline } from './headline.ts';

/** What a token means to whoever is asked to sign it. */
export function TokenMeaning({ token }: { readonly token: TokenView }): JSX.Element {
  const { shown, rows, cautions } = token;
  return (
    <Part title={'service' in shown ? 'What the token means' : 'What is to be signed'}>
      <Rows rows={rows} />
      {cautions.length > 0 && <Cautions cautions={cautions} />}
      {'sha256' in shown && <Digest of="token" sha256={shown.sha256} />}
    </Part>
  );
}

/** A token, or what is signed at a log-in, of which no approval file is at hand. */
export function TokenArticle({
  token,
  signatures,
  headline,
}: {
  readonly token: TokenView;
  readonly signatures: readonly SignatureView[];
  readonly headline: Headline;
}): JSX.Element {
  const { path, shown } = token;
  const isQuorum = 'service' in shown;
  const own = signatures.filter(
    ({ by, wrong }) =>
      by?.token === path || (by === undefined && wrong.some((one) => one.token === path)),
  );
  return (
    <>
      <Banner {...headline} />
      <TokenMeaning token={token} />
      {own.length > 0 && (
        <Part title="Signatures of it">
          <ul class="officers">
            {own.map((signature) => (
              <Signature key={signature.path} signature={signature} token={path} />
            ))}
          </ul>
        </Part>
      )}
      {isQuorum && shown.format === 'classic' && (
        <Part title="What to do next">
          <p>
            If you agree, sign it where your key is, with mofn or with openssl, and send the
            signature back. This page signs nothing.
          </p>
          <Commands
            commands={[
              `mofn sign ${quotePath(path)} --key YOUR.key --out ${quotePath(`${path}.sig`)}`,
              `openssl dgst -sha256 -sign YOUR.key -out ${quotePath(`${path}.sig`)} ${quotePath(path)}`,
            ]}
          />
        </Part>
      )}
    </>
  );
}

function Signature({
  signature,
  token,
}: {
  readonly signature: SignatureView;
  readonly token: string;
}): JSX.Element {
  const { path, by, wrong } = signature;
  if (by !== undefined) {
    return (
      <li class="good">
        <Sign tone="good" />
        <p>
          <strong>{by.name}</strong>: right <code class="file">{path}</code>
        </p>
      </li>
    );
  }
  const reasons = wrong.filter((one) => one.token === token).flatMap((one) => one.reasons);
  return (
    <li class="bad">
      <Sign tone="bad" />
      <div>
        <p>
          <code class="file">{path}</code>: no right signature of this token
        </p>
        {reasons.map((reason) => (
          <p key={reason}>{capitalise(reason)}</p>
        ))}
      </div>
    </li>
  );
}
