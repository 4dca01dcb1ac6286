/** What people read of a bundle that was verified: lower case, without a full stop, on one line, safe to show. */
import type { BundleProblem } from '../evidence/bundle/bundle-problem.ts';
import type { Findings, RequestFinding, TokenFinding } from '../evidence/findings.ts';
import { escapeUnsafe } from '../printable.ts';
import { countNoun } from './count-noun.ts';

/**
 * What keeps a bundle from being whole.
 *
 * @example
 * describeBundleProblem({ code: 'piece-changed', path: 'tokens/t.json' });
 * // 'tokens/t.json is not as the manifest lists it: its SHA-256 or its length is another one'
 */
export function describeBundleProblem(problem: BundleProblem): string {
  switch (problem.code) {
    case 'piece-missing':
      return `${show(problem.path)} is listed in the manifest, and is not in the bundle`;
    case 'piece-changed':
      return `${show(problem.path)} is not as the manifest lists it: its SHA-256 or its length is another one`;
    case 'piece-misplaced':
      return `${show(problem.path)} stands in another folder than pieces of its kind`;
    case 'file-unlisted':
      return `${show(problem.path)} is in the bundle, and neither listed in the manifest nor made of what is`;
    case 'file-missing':
      return `${show(problem.path)} is missing, which is made of the pieces`;
    case 'file-differs':
      return `${show(problem.path)} is not the one that mofn makes of the pieces`;
    case 'manifest-differs':
      return `the pieces show something else than the manifest says, first at "${show(problem.member)}"`;
    case 'other-envelope':
      return 'the envelope with the signatures is not around the manifest of this bundle';
    case 'voucher-wrong':
      return `signature ${problem.number} over the manifest is wrong, or its key is not in the bundle`;
    case 'other-key':
      return `the key of ${show(problem.name)} in the bundle is another one than in the roster`;
  }
}

/** Said where no one has signed the manifest. */
export const NOBODY_VOUCHES =
  'whole, and vouched for by nobody: whoever had the pieces can have made it';

/** Said where others have signed it than those who are trusted. */
export const NOBODY_OF_ROSTER = 'whole, and vouched for by nobody of the roster';

/** What the pieces show, a line for each thing. */
export function summariseFindings(findings: Findings): readonly string[] {
  const { ceremony, requests, tokens, operations, differences, deviations } = findings;
  return [
    ...(ceremony === null
      ? []
      : [
          `ceremony "${show(ceremony.title)}", ${show(ceremony.began)} to ${show(ceremony.ended)}: ${countNoun(ceremony.steps.length, 'step')}, ${countNoun(deviations.length, 'deviation')}`,
        ]),
    ...requests.map((request) => describeRequest(request, findings)),
    ...tokens.map(describeToken),
    ...operations.map(({ at, operation, actor, done, request }) => {
      const what = operation === null ? 'an operation' : show(operation);
      const covered = request === null ? 'no request covers it' : `covered by ${show(request)}`;
      return `done ${show(at)} by ${show(actor ?? 'somebody')} on ${countNoun(done.length, 'HSM')}: ${what}, ${covered}`;
    }),
    ...differences.map(({ what, name, change, before, after }) => {
      const noun = what === 'user' ? 'user' : 'quorum value';
      const states = [before, after].filter((state) => state !== null).map(show);
      return `${noun} ${show(name)} ${change}: ${states.join(' → ')}`;
    }),
  ];
}

function describeRequest(
  { path, classic, sdk5, verdict, signatures }: RequestFinding,
  { operations }: Findings,
): string {
  const names = signatures.flatMap((one) => (one.state === 'right' ? [one.names.join('/')] : []));
  const isCovering = operations.some(({ request }) => request === path);
  const parts = [
    names.length === 0 ? 'signed by nobody' : `signed by ${names.map(show).join(', ')}`,
    ...(verdict === null ? [] : [verdict.isMet ? 'policy met' : 'policy not met']),
    ...(operations.length === 0 ? [] : [isCovering ? 'done' : 'not done']),
  ];
  return `request ${show(path)}: ${show(sdk5 ?? classic ?? '')}; ${parts.join(', ')}`;
}

const STATES: Readonly<Record<TokenFinding['state'], string>> = {
  spent: 'spent',
  'said-spent': 'said to be spent',
  withheld: 'withheld',
};

function describeToken({ path, state, approvals, verdict }: TokenFinding): string {
  const right = approvals.filter((one) => one.state === 'right').length;
  const parts = [
    state === 'withheld'
      ? `${countNoun(approvals.length, 'approval')} not rechecked`
      : `${right} of ${countNoun(approvals.length, 'approval')} right`,
    ...(verdict === null ? [] : [verdict.isMet ? 'policy met' : 'policy not met']),
  ];
  return `token ${show(path)}: ${STATES[state]}, ${parts.join(', ')}`;
}

function show(text: string): string {
  return escapeUnsafe(text);
}
