/** What the policy says of what it was asked. */
import type { VNode } from 'preact';
import type { VerdictFinding } from '../../evidence/findings.ts';
import { nameRule } from '../../words/policy.ts';
import { Given, Mark, Names } from '../parts/parts.tsx';

export function Verdict({ verdict }: { readonly verdict: VerdictFinding }): VNode {
  return (
    <div class="verdict">
      <p>
        <Mark standing={verdict.isMet ? 'good' : 'bad'}>
          {verdict.isMet ? 'the policy is met' : 'the policy is not met'}
        </Mark>{' '}
        (<Given>{verdict.policy}</Given>)
      </p>
      <ul>
        {verdict.rules.length === 0 && (
          <li>no rule means it: what is not in the policy is not approved</li>
        )}
        {verdict.rules.map((rule) => (
          <Rule rule={rule} />
        ))}
      </ul>
    </div>
  );
}

function Rule({ rule }: { readonly rule: VerdictFinding['rules'][number] }): VNode {
  const { approvals, taken, missing, isMet } = rule;
  return (
    <li>
      <Given>{nameRule({ number: rule.number, name: rule.name ?? undefined })}</Given>, which asks
      for {approvals}: <Mark standing={isMet ? 'good' : 'bad'}>{isMet ? 'met' : 'not met'}</Mark>
      {taken.length > 0 && (
        <>
          {' '}
          by{' '}
          <Names
            names={taken.map(({ person, group }) =>
              group === null ? person : `${person} (${group})`,
            )}
          />
        </>
      )}
      {missing.map(({ groups, count }) => (
        <>
          ; missing {count} of {groups.length === 0 ? 'anybody' : <Names names={groups} />}
        </>
      ))}
    </li>
  );
}
