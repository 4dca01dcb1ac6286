/** Who may approve: the policies, and who agreed to them. */
import type { VNode } from 'preact';
import type { Findings, PolicyFinding } from '../../evidence/findings.ts';
import { Chapter, Digest, Facts, Given, Nothing, Table } from '../parts/parts.tsx';
import { Signatures } from './requests.tsx';

export function Policies({ policies }: Pick<Findings, 'policies'>): VNode {
  return (
    <Chapter id="policies" title="Who may approve">
      {policies.length === 0 ? (
        <Nothing>No policy is in the bundle: nothing says who should have approved.</Nothing>
      ) : (
        policies.map((policy) => <Policy policy={policy} />)
      )}
    </Chapter>
  );
}

function Policy({ policy }: { readonly policy: PolicyFinding }): VNode {
  const { path, name, digest, people, signatures } = policy;
  return (
    <article>
      <h3>
        <Given>{name ?? path}</Given>
      </h3>
      <Facts
        facts={[
          ['File', <Given>{path}</Given>],
          ['SHA-256', <Digest>{digest}</Digest>],
          ['Signed', signatures === null ? 'by nobody' : <Signatures signatures={signatures} />],
        ]}
      />
      <Table
        caption={`People of ${path}`}
        head={['Name', 'Called', 'Groups', 'Accounts', 'Keys']}
        rows={people.map(({ id, name: whole, groups, accounts, fingerprints }) => ({
          cells: [
            <Given>{whole}</Given>,
            <Given>{id}</Given>,
            <Given>{groups.join(', ')}</Given>,
            <Given>{accounts.join(', ')}</Given>,
            fingerprints.map((fingerprint) => (
              <div>
                <Digest>{fingerprint}</Digest>
              </div>
            )),
          ],
        }))}
      />
    </article>
  );
}
