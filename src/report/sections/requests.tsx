/** What was asked for, by whom and why, and whose signatures that has. */
import type { VNode } from 'preact';
import type {
  Findings,
  PolicyFinding,
  RequestFinding,
  SignatureFinding,
} from '../../evidence/findings.ts';
import { findService } from '../../token/service.ts';
import { countNoun } from '../../words/count-noun.ts';
import { describeRequestProblemCode, SIGNATURE_STATES } from '../../words/evidence-codes.ts';
import { KeyOf } from '../parts/key-names.tsx';
import {
  Chapter,
  Code,
  Digest,
  Facts,
  Given,
  Mark,
  Names,
  Nothing,
  Time,
} from '../parts/parts.tsx';
import { Verdict } from './verdict.tsx';

export function Requests({ requests, policies }: Pick<Findings, 'requests' | 'policies'>): VNode {
  return (
    <Chapter id="requests" title="What was asked for">
      {requests.length === 0 ? (
        <Nothing>
          No request is in the bundle: nothing says which operation the officers meant.
        </Nothing>
      ) : (
        requests.map((request) => <Request request={request} policies={policies} />)
      )}
    </Chapter>
  );
}

function Request({
  request,
  policies,
}: {
  readonly request: RequestFinding;
  readonly policies: readonly PolicyFinding[];
}): VNode {
  const { classic, sdk5, reason, ticket, expires, data, policy, key } = request;
  return (
    <article>
      <h3>
        <Code>{sdk5 ?? classic ?? request.path}</Code>
      </h3>
      {request.problems.map((problem) => (
        <p>
          <Mark standing="bad">{describeRequestProblemCode(problem)}</Mark>
        </p>
      ))}
      <Facts
        facts={[
          ['Classic console', classic === null || sdk5 === null ? null : <Code>{classic}</Code>],
          ['Asked by', <Given>{request.requester}</Given>],
          ['Service', nameService(request.service)],
          ['Reason', reason && <Given>{reason}</Given>],
          ['Ticket', ticket && <Given>{ticket}</Given>],
          ['Made', <Time at={request.made} />],
          ['Expires', expires === null ? 'never' : <Time at={expires} />],
          ['Key', key && <Code>{key}</Code>],
          [
            'Data',
            data && (
              <>
                {countNoun(data.bytes, 'byte')}, SHA-256 <Digest>{data.sha256}</Digest>
              </>
            ),
          ],
          ['For the token', <Digest>{request.token}</Digest>],
          ['By the policy', policy && <Digest>{policy}</Digest>],
          ['File', <Code>{request.path}</Code>],
          ['Signed', <Signatures signatures={request.signatures} />],
        ]}
      />
      {request.verdict !== null && <Verdict verdict={request.verdict} policies={policies} />}
    </article>
  );
}

/** Whose signatures something has. */
export function Signatures({
  signatures,
}: {
  readonly signatures: readonly SignatureFinding[];
}): VNode {
  if (signatures.length === 0) return <>by nobody</>;
  return (
    <ul class="plain">
      {signatures.map(({ state, names, fingerprint }) => (
        <li>
          <Mark standing={state === 'right' ? 'good' : 'open'}>{SIGNATURE_STATES[state]}</Mark>
          {names.length > 0 && (
            <>
              , by <Names names={names} />
            </>
          )}
          {fingerprint !== null && (
            <>
              , key of <KeyOf fingerprint={fingerprint} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** As the consoles name it, and by its number. */
export function nameService(service: number): string {
  const found = findService(service);
  if (found === undefined) return String(service);
  return [String(service), found.name, found.sdk5?.name]
    .filter((word) => word !== undefined)
    .join(', ');
}
