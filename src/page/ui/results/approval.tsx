import type { JSX } from 'preact';
import type { ApprovalView, SignatureView, TokenView } from '../../engine/page-model.ts';
import { Banner, Cautions, Digest, Part } from '../parts/parts.tsx';
import { AtHand } from './at-hand.tsx';
import type { Headline } from './headline.ts';
import { Lint } from './lint.tsx';
import { NextSteps } from './next-steps.tsx';
import { Officers } from './officers.tsx';
import { Verdict } from './policy.tsx';
import { Readings } from './readings.tsx';
import { AskedFor } from './request.tsx';
import { TokenMeaning } from './token.tsx';
import { listSteps } from './token-trouble.ts';

/** An approval file: whether it can be handed in, what it is for, who signed, what is wrong, and what to do. */
export function ApprovalArticle({
  approval,
  token,
  signatures,
  headline,
}: {
  readonly approval: ApprovalView;
  readonly headline: Headline;
  /** The one that it is of, where that was dropped. */
  readonly token: TokenView | undefined;
  readonly signatures: readonly SignatureView[];
}): JSX.Element {
  const { path, format, status, lint, readings, verdicts } = approval;
  const warnings = status?.warnings ?? [];
  return (
    <>
      <Banner {...headline} />
      <div class="glance">
        {status !== undefined && (
          <div>
            <NextSteps steps={listSteps(approval)} />
            <Officers status={status} />
            {token !== undefined && (
              <AtHand approval={path} token={token.path} status={status} signatures={signatures} />
            )}
          </div>
        )}
        <div>
          {status?.request != null && <AskedFor request={status.request} format={format} />}
          {token !== undefined && <TokenMeaning token={token} />}
        </div>
      </div>
      {warnings.length > 0 && (
        <Part title="What you should know">
          <Cautions cautions={warnings.map(({ message }) => message)} />
        </Part>
      )}
      {verdicts.map((verdict) => (
        <Verdict key={verdict.policy.file} verdict={verdict} />
      ))}
      <Lint
        lint={lint}
        clean="Nothing is wrong in how it is written."
        command="mofn approval lint"
      />
      {readings !== undefined && <Readings readings={readings} />}
      {token === undefined && status?.token != null && (
        <Digest of="token" sha256={status.token.sha256} />
      )}
    </>
  );
}
