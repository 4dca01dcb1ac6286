/**
 * What is told of a request and a policy, for people.
 */
import type { Policy } from '../../../../ceremony/policy/policy.ts';
import type { CeremonyStatus } from '../../../../ceremony/status.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { describeVerdict } from '../../../../words/policy-verdict.ts';
import { describeRequest, describeRequestSignature } from '../../../../words/request.ts';
import { nameInput } from '../../../../words/token.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import { type Line, type Painted, paint } from '../../../printer.ts';

/** A cell of the second column; none without a request. */
export function describeOnRequest(onRequest: boolean | undefined): readonly (string | Painted)[] {
  if (onRequest === undefined) return [];
  const text = (onRequest ? 'signed' : 'missing').padEnd(7);
  return ['  ', paint(onRequest ? 'good' : 'faint', text)];
}

/** What the token is for, by the request. */
export function describeRequestOf(
  { request }: CeremonyStatus,
  file: string | undefined,
): readonly Line[] {
  if (request === undefined || file === undefined) return [];
  const { request: asked } = request.signed;
  return [
    [paint('strong', nameInput(file)), `: request of ${asked.requester}`],
    ...describeRequest(asked).map((line) => `  ${line}`),
  ];
}

/** Signatures of the request that are no officer's, or an officer's for the second time. */
export function describeNobodys({ request }: CeremonyStatus): readonly Line[] {
  const odd = (request?.signatures ?? []).filter(({ state }) => state !== 'right');
  return foldLines(odd, (one) => [
    `  the request has a signature ${describeRequestSignature(one)}`,
  ]);
}

/** Which rule applies and why, who counts for what, and who is missing. */
export function describePolicyOf(
  { policy: verdict }: CeremonyStatus,
  policy: Policy | undefined,
): readonly Line[] {
  if (verdict === undefined || policy === undefined) return [];
  const name = policy.name === undefined ? 'policy' : `policy "${escapeUnsafe(policy.name)}"`;
  const { isMet } = verdict;
  return [
    '',
    [`${name}: `, paint(isMet ? 'good' : 'error', isMet ? 'it is met' : 'it is not met')],
    ...describeVerdict(verdict).map((line) => `  ${line}`),
  ];
}
