import type { JSX } from 'preact';
import type { PolicyChecked, VerdictAnswer } from '../../../answers/policy/policy-answer.ts';
import type { PolicyView } from '../../engine/page-model.ts';
import { Banner, Digest, Part, Sign } from '../parts/parts.tsx';
import { capitalise, type Headline } from './headline.ts';
import { Lint } from './lint.tsx';

/** A policy by itself: whether it is sound, and who signed it. */
export function PolicyArticle({
  policy: { lint, sha256 },
  headline,
}: {
  readonly policy: PolicyView;
  readonly headline: Headline;
}): JSX.Element {
  return (
    <>
      <Banner {...headline} />
      <Lint lint={lint} clean="Nothing is wrong in it." command="mofn policy lint" />
      {sha256 !== undefined && <Digest of="policy" sha256={sha256} />}
    </>
  );
}

const WORTH: Readonly<Record<VerdictAnswer['approvals'][number]['state'], string>> = {
  counts: 'counts',
  'same-person': 'the same person counts already',
  requester: 'asked for the token, and does not count',
  'not-on-request': 'has not signed the request',
  'not-valid': 'did not count when the token was made',
  'no-file': 'no signature file was dropped',
  wrong: 'no key of the person made it',
  'other-person': 'a key of somebody else made it',
  stranger: 'the policy knows nobody with this account',
};

/** What a policy says of the approvals of a file. */
export function Verdict({ verdict }: { readonly verdict: PolicyChecked }): JSX.Element {
  const { policy, met, rules, approvals, requestProblems } = verdict;
  return (
    <Part title={`What the policy ${policy.file} says: ${met ? 'met' : 'not met'}`}>
      {rules.length === 0 && (
        <p>No rule of it is about this: what is not in the policy is not approved.</p>
      )}
      <ul class="officers">
        {rules.map((rule) => (
          <Rule key={rule.number} rule={rule} />
        ))}
        {approvals.map(({ account, state, person, keyOf }, at) => {
          const tone = state === 'counts' ? 'good' : 'bad';
          const whose = person === null ? '' : ` (${person})`;
          return (
            <li key={at} class={tone}>
              <Sign tone={tone} />
              <p>
                <strong>{account}</strong>
                {whose}: {WORTH[state]}
                {state === 'other-person' && keyOf !== null && `: ${keyOf}`}
              </p>
            </li>
          );
        })}
      </ul>
      {requestProblems.map((problem) => (
        <p key={problem} class="finding error">
          {capitalise(problem)}
        </p>
      ))}
    </Part>
  );
}

function Rule({ rule }: { readonly rule: VerdictAnswer['rules'][number] }): JSX.Element {
  const { number, name, met, missing, because, tokenTooOld } = rule;
  const tone = met ? 'good' : 'open';
  const title = name === null ? `Rule ${number}` : `Rule ${number}, “${name}”`;
  return (
    <li class={tone}>
      <Sign tone={tone} />
      <div>
        <p>
          <strong>{title}</strong>: {met ? 'met' : 'not met'}
        </p>
        {because === 'no-operation-named' && (
          <p class="soft">It applies as the token could be used for it; a request would say.</p>
        )}
        {missing.map(({ groups, count, candidates }, at) => (
          <p key={at}>
            Missing: {count} more{groups.length > 0 && ` of ${groups.join(' or ')}`}
            {candidates.length > 0 && `: ${candidates.join(' or ')}`}
          </p>
        ))}
        {tokenTooOld && <p>The token is older than the rule lets it be.</p>}
      </div>
    </li>
  );
}
