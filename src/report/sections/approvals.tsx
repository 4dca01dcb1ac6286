/** Who approved: the tokens, the signatures that each has, and the keys that made them. */
import type { VNode } from 'preact';
import type { Findings, KeyFinding, PolicyFinding, TokenFinding } from '../../evidence/findings.ts';
import { groupBy } from '../../group-by.ts';
import { APPROVAL_STATES, describeCauseCode, TOKEN_STATES } from '../../words/evidence-codes.ts';
import { Fingerprint } from '../parts/fingerprint.tsx';
import { KeyOf } from '../parts/key-names.tsx';
import {
  Chapter,
  Code,
  Digest,
  Facts,
  Given,
  Mark,
  Nothing,
  Table,
  type TableRow,
  Time,
} from '../parts/parts.tsx';
import { nameService } from './requests.tsx';
import { Verdict } from './verdict.tsx';

export function Approvals({
  tokens,
  keys,
  policies,
}: Pick<Findings, 'tokens' | 'keys' | 'policies'>): VNode {
  return (
    <Chapter id="approvals" title="Who approved">
      {tokens.length === 0 ? (
        <Nothing>No quorum token is in the bundle.</Nothing>
      ) : (
        tokens.map((token) => <Token token={token} policies={policies} />)
      )}
      {keys.length > 0 && (
        <Table
          caption="Public keys, by their SHA-256 in digits and in words that can be read over the telephone"
          head={['Name', 'Key', 'From']}
          rows={[...groupBy(keys, ({ fingerprint }) => fingerprint)].map(showKey)}
        />
      )}
    </Chapter>
  );
}

function Token({
  token,
  policies,
}: {
  readonly token: TokenFinding;
  readonly policies: readonly PolicyFinding[];
}): VNode {
  const { requester, service, created, nodes, approvals } = token;
  return (
    <article>
      <h3>
        Token <Code>{token.path}</Code>
      </h3>
      <p>
        <Mark standing={token.state === 'spent' ? 'good' : 'open'}>
          {TOKEN_STATES[token.state]}
        </Mark>
      </p>
      <Facts
        facts={[
          ['Got by', requester && <Given>{requester}</Given>],
          ['Service', service === null ? null : nameService(service)],
          ['Created', created && <Time at={created} />],
          ['HSMs', nodes.length === 0 ? null : nodes.join(', ')],
          ['What was signed', <Digest>{token.digest}</Digest>],
          ['SHA-256 of its file', <Digest>{token.file}</Digest>],
        ]}
      />
      {approvals.length === 0 ? (
        <Nothing>Nobody has approved it.</Nothing>
      ) : (
        <Table
          caption={`Approvals of ${token.path}`}
          head={['Approver', 'Signature', 'Key', 'SHA-256 of the signature']}
          rows={approvals.map(showApproval)}
        />
      )}
      {token.verdict !== null && <Verdict verdict={token.verdict} policies={policies} />}
    </article>
  );
}

function showApproval({
  name,
  state,
  causes,
  fingerprint,
  signature,
}: TokenFinding['approvals'][number]): TableRow {
  const standing = state === 'right' ? 'good' : state === 'wrong' ? 'bad' : 'open';
  return {
    cells: [
      <Given>{name}</Given>,
      <>
        <Mark standing={standing}>{APPROVAL_STATES[state]}</Mark>
        {causes.map((cause) => (
          <div>{describeCauseCode(cause)}</div>
        ))}
      </>,
      fingerprint === null ? 'not known' : <KeyOf fingerprint={fingerprint} />,
      <Digest>{signature}</Digest>,
    ],
  };
}

/** A key may stand in several files, for an account and for a person. */
function showKey([fingerprint, found]: readonly [string, readonly KeyFinding[]]): TableRow {
  return {
    cells: [
      found.map(({ name }) => (
        <div>
          <Given>{name}</Given>
        </div>
      )),
      <Fingerprint digest={fingerprint} />,
      found.map(({ path }) => (
        <div>
          <Code>{path}</Code>
        </div>
      )),
    ],
  };
}
