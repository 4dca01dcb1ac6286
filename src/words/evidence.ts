/**
 * What people read of a bundle of evidence: in its report, and where it is made and verified. All of it is lower
 * case, without a full stop, on one line, and safe to show. What stands in a manifest as a bare code has its words in
 * `evidence-codes.ts`.
 */
import type { Contradiction, Deviation, UncheckedClaim } from '../evidence/findings.ts';
import { escapeUnsafe } from '../printable.ts';
import { countNoun } from './count-noun.ts';
import {
  describeAuditFindingCode,
  describePieceProblem,
  describeRequestProblemCode,
} from './evidence-codes.ts';

/** Said where nothing contradicts anything. */
export const NO_CONTRADICTION = 'nothing in the bundle contradicts anything else in it';

/**
 * Two things that cannot both be so.
 *
 * @example
 * describeContradiction({ code: 'outcome-changed', path: 'tokens/t.json', step: 'sign' });
 * // 'the file tokens/t.json is not as it came out of step sign: its SHA-256 is another one'
 */
export function describeContradiction(one: Contradiction): string {
  switch (one.code) {
    case 'unreadable-piece':
      return `the file ${escapeUnsafe(one.path)} ${describePieceProblem(one.problem)}`;
    case 'difference-not-in-logs':
      return `${quote(one.name)} is not as before, and no log has an operation that changed it`;
    case 'operation-not-in-snapshots':
      return `the logs have an operation on ${quote(one.name)}, and the users afterwards are not as it left them`;
    case 'outcome-changed':
      return `the file ${escapeUnsafe(one.path)} is not as it came out of step ${escapeUnsafe(one.step)}: its SHA-256 is another one`;
    case 'other-script':
      return `the record was kept of another script than ${escapeUnsafe(one.path)}`;
    case 'other-policy':
      return `the record names another policy than ${escapeUnsafe(one.path)}`;
    case 'not-in-script':
      return `the record speaks of ${quote(one.name)}, which the script does not have`;
    case 'time-goes-back':
      return `the record's time goes back at ${escapeUnsafe(one.at)}: its clock was set back, or lines were changed`;
    case 'signature-wrong':
      return one.name.startsWith('#')
        ? `signature ${escapeUnsafe(one.name.slice(1))} of ${escapeUnsafe(one.path)} is wrong, or by no key at hand`
        : `the signature of ${quote(one.name)} in ${escapeUnsafe(one.path)} is wrong, or by no key at hand`;
    case 'request-problem':
      return `the request ${escapeUnsafe(one.path)} does not count: ${describeRequestProblemCode(one.problem)}`;
    case 'policy-not-met':
      return `the policy is not met by those who approved ${escapeUnsafe(one.path)}`;
    case 'quorum-not-reached':
      return `the token ${escapeUnsafe(one.path)} has ${countNoun(one.approvals, 'right approval')}, and the HSMs asked for ${one.required}`;
    case 'audit': {
      const at = one.at === null ? '' : `, at ${escapeUnsafe(one.at)}`;
      const what = one.text === '' ? '' : `, of ${quote(one.text)}`;
      return `in the HSMs' logs${at}: ${describeAuditFindingCode(one.finding)}${what}`;
    }
  }
}

/**
 * What is claimed, and why nobody can check it from the bundle alone.
 *
 * @example
 * describeUncheckedClaim({ code: 'no-logs' });
 * // 'that the operation was done: no log of an HSM is in the bundle'
 */
export function describeUncheckedClaim(claim: UncheckedClaim): string {
  switch (claim.code) {
    case 'token-withheld':
      return `the approvals of the token in ${escapeUnsafe(claim.path)}: it might still be spent, so that neither it nor its signatures are in the bundle`;
    case 'token-said-spent':
      return `that the token in ${escapeUnsafe(claim.path)} was spent: whoever made the bundle says so, and no log shows it`;
    case 'no-logs':
      return 'that the operation was done: no log of an HSM is in the bundle';
    case 'no-keys':
      return 'whose signatures these are: no policy and no public key is in the bundle';
    case 'unsigned-logs':
      return "what the HSMs' logs say: nobody signs a log, so that it is as good as the way on which it came";
    case 'unsigned-snapshots':
      return 'users and quorum values before and after: what a console printed is signed by nobody';
    case 'record-times':
      return 'times, people and initials of the record: they are as good as whoever kept it';
    case 'outcome-left-out':
      return `what ${escapeUnsafe(claim.path)} held, which came out of step ${escapeUnsafe(claim.step)}: it is not in the bundle`;
    case 'report-of-other-version':
      return `whether the report is as mofn makes it: it was made by version ${escapeUnsafe(claim.version)}`;
  }
}

/**
 * What was not as the script says; without its time, reason and who accepted it.
 *
 * @param participants whose names stand for their ids
 */
export function describeDeviation(
  { kind, step, by, isSelfAccepted }: Pick<Deviation, 'kind' | 'step' | 'by' | 'isSelfAccepted'>,
  participants: readonly { readonly id: string; readonly name: string }[] = [],
): string {
  const name = participants.find(({ id }) => id === by)?.name ?? by ?? 'somebody';
  const said = DEVIATIONS[kind](escapeUnsafe(step), escapeUnsafe(name));
  return isSelfAccepted ? `${said}, accepted by themselves` : said;
}

const DEVIATIONS: Readonly<Record<Deviation['kind'], (step: string, by: string) => string>> = {
  stopped: (_, by) => `the ceremony was stopped by ${by}`,
  deviated: (step) => `step ${step} was done otherwise than the script says`,
  skipped: (step) => `step ${step} was left out`,
  repeated: (step) => `step ${step} was begun anew`,
  'not-done': (step) => `step ${step} was not done`,
  'out-of-order': (step) => `step ${step} was done before one that the script has before it`,
  'by-others': (step) => `step ${step} was done by others than the script says`,
  'file-missing': (step) => `of step ${step} not all files came out`,
  resumed: (step) =>
    step === ''
      ? 'the record was taken up again, and no end was recorded of what was before: no pause was asked for'
      : `the record was taken up again, at step ${step}, and no end was recorded of what was before: no pause was asked for`,
};

/** What somebody wrote, apart from the sentence around it. */
function quote(text: string): string {
  return JSON.stringify(escapeUnsafe(text));
}
