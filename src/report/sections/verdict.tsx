/** What the policy says of what it was asked. */
import type { VNode } from 'preact';
import type { PolicyFinding, VerdictFinding } from '../../evidence/findings.ts';
import { nameRule } from '../../words/policy.ts';
import { Digest, Given, Mark, Row } from '../parts/parts.tsx';
import { Person } from '../parts/people.tsx';

export function Verdict({
  verdict,
  policies,
}: {
  readonly verdict: VerdictFinding;
  readonly policies: readonly PolicyFinding[];
}): VNode {
  const { policy, isMet, rules } = verdict;
  const path = policies.find(({ digest }) => digest === policy)?.path;
  return (
    <div class="verdict">
      <p>
        <Mark standing={isMet ? 'good' : 'bad'}>
          {isMet ? 'the policy is met' : 'the policy is not met'}
        </Mark>{' '}
        ({path === undefined ? <Digest>{policy}</Digest> : <Given>{path}</Given>})
      </p>
      <ul>
        {rules.length === 0 && <li>no rule means it: what is not in the policy is not approved</li>}
        {rules.map((rule) => (
          <Rule rule={rule} />
        ))}
      </ul>
    </div>
  );
}

function Rule({ rule }: { readonly rule: VerdictFinding['rules'][number] }): VNode {
  const { number, name, approvals, taken, missing, isMet } = rule;
  return (
    <li>
      <Given>{nameRule({ number, name: name ?? undefined })}</Given>, which asks for {approvals}:{' '}
      <Mark standing={isMet ? 'good' : 'bad'}>{isMet ? 'met' : 'not met'}</Mark>
      {taken.length > 0 && (
        <>
          {' '}
          by{' '}
          <Row
            items={taken.map(({ person, group }) => (
              <>
                <Person id={person} />
                {group !== null && (
                  <>
                    {' '}
                    of <Given>{group}</Given>
                  </>
                )}
              </>
            ))}
          />
        </>
      )}
      {missing.map(({ groups, count }) => (
        <>
          ; missing {count} of{' '}
          {groups.length === 0 ? (
            'anybody'
          ) : (
            <Row last="or" items={groups.map((group) => <Given>{group}</Given>)} />
          )}
        </>
      ))}
    </li>
  );
}
