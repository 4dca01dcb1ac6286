/**
 * What has to be done next in a ceremony, as codes with values: who does what. How it is typed is the
 * affair of whoever shows it.
 */
import { canonicalUserName } from '../token/user-name.ts';
import { askByPolicy, askMore } from './next-steps/ask-more.ts';
import type { FileFix, NextStep, SignatureFormat } from './next-steps/next-step.ts';
import {
  type CeremonyStatus,
  isCounted,
  type JudgedApproval,
  type RefusedReason,
} from './status.ts';
import type { WrongCauseCode } from './wrong-signature.ts';

export type { FileFix, NextStep, SignatureFormat } from './next-steps/next-step.ts';

type WrongApproval = Extract<JudgedApproval, { readonly state: 'wrong' }>;

/**
 * Finds what leads to the quorum, or what to do with a file in which it is reached.
 *
 * @param fix what would make the file be read as it is meant
 * @returns at least one step
 * @example
 * findNextSteps(readStatus(set, { roster }, nodeCrypto));
 * // [{ code: 'sign-anew', name: 'officer2', file: 's2' }]
 */
export function findNextSteps(status: CeremonyStatus, fix?: FileFix): readonly NextStep[] {
  if (fix !== undefined && !status.reached) return [fix];
  if (status.refusals.some(({ code }) => code === 'other-kind')) return [{ code: 'other-kind' }];
  if (status.token === undefined) return [{ code: 'repair-file' }];
  const { signedToken } = status;
  if (signedToken !== undefined) return [{ code: 'set-token', token: signedToken }];
  if (status.refusals.some(({ code }) => code === 'no-token' || code === 'mixed-token')) {
    return [{ code: 'get-token', user: status.token.records[0]?.user }];
  }
  const [problem] = status.request?.problems ?? [];
  if (problem !== undefined) return [{ code: 'fix-request', problem }];
  const unread = status.approvals.some(({ state }) => state === 'unread');
  const steps: readonly NextStep[] = [
    ...(unread ? [{ code: 'read-all' as const }] : []),
    ...status.approvals.flatMap((approval) => stepFor(approval, status) ?? []),
    ...askOthers(status),
  ];
  if (status.reached) {
    return [...steps, { code: 'hand-in', user: status.token.records[0]?.user }];
  }
  if (steps.length === 0 && status.requiredFrom === 'least') return [{ code: 'say-required' }];
  const isOdd = status.warnings.some(({ code }) => code === 'readings-differ');
  return (isOdd && !unread) || steps.length === 0 ? [{ code: 'look-at-file' }, ...steps] : steps;
}

function stepFor(approval: JudgedApproval, status: CeremonyStatus): NextStep | undefined {
  const { name, file } = approval;
  switch (approval.state) {
    case 'right':
      return isCounted(approval) ? undefined : { code: 'sign-request', name, file };
    // One step is for all of these.
    case 'unread':
      return undefined;
    case 'wrong':
      return stepForWrong(approval, status);
    case 'no-file':
      return approval.right === undefined
        ? { code: 'sign', name, file }
        : { code: 'take-file', name, file: approval.right };
    case 'refused':
      return stepForRefused(approval, status);
    case 'unchecked':
      return { code: 'add-key', name };
  }
}

function stepForWrong(
  { name, file, wrong: { fixed, causes, signer }, right }: WrongApproval,
  { approvals, strangers }: CeremonyStatus,
): NextStep {
  const found = causes.map(({ code }) => code).join(' ');
  if (found === ('key-flaw' satisfies WrongCauseCode)) return { code: 'replace-key', name };
  const format = fixed && FORMATS[found];
  if (format !== undefined) return { code: 'decode', name, file, format };
  const isOthers = found === ('another-officer' satisfies WrongCauseCode);
  if (isOthers && signer !== undefined && !approvals.some((other) => other.name === signer)) {
    return { code: 'give-name', name, signer, file };
  }
  if (right !== undefined) return { code: 'take-file', name, file: right };
  // Who is nobody's name has no key to sign with.
  return strangers.includes(name) ? { code: 'remove', name } : { code: 'sign-anew', name, file };
}

/** By the one cause that there is. */
const FORMATS: Readonly<Partial<Record<string, SignatureFormat>>> = {
  'base64-text': 'base64',
  'base64-blanks': 'base64',
  'base64-url': 'base64',
  'hex-text': 'hex',
  'der-wrapped': 'der',
} satisfies Partial<Record<WrongCauseCode, SignatureFormat>>;

/** What is refused though its signature is not to blame. */
function stepForRefused(
  { name, file, reason }: JudgedApproval & { readonly state: 'refused' },
  { approvals }: CeremonyStatus,
): NextStep {
  if (canonicalUserName(name) === undefined) return { code: 'remove', name };
  if (isOfWrongKind(reason)) return { code: 'make-officer', name, file };
  const first = approvals.find((approval) => approval.name === name);
  if (first === undefined || first.state === 'refused') return { code: 'remove', name };
  return { code: 'keep-one', name, file: first.file };
}

/** Whether one more right approval comes about by the step that is suggested for this one. */
function isComing(approval: JudgedApproval, status: CeremonyStatus): boolean {
  if (stepFor(approval, status)?.code === 'remove') return false;
  if (approval.state !== 'refused') return !isCounted(approval);
  return isOfWrongKind(approval.reason);
}

/** Whether the approver would count as another type, or in another role. */
function isOfWrongKind({ code }: RefusedReason): boolean {
  return code === 'type' || code === 'role';
}

function askOthers(status: CeremonyStatus): readonly NextStep[] {
  const coming = status.approvals.filter((approval) => isComing(approval, status));
  const steps = coming.map((approval) => ({
    name: approval.name,
    step: stepFor(approval, status),
  }));
  const names = new Set(
    steps.map(({ name, step }) => (step?.code === 'give-name' ? step.signer : name)),
  );
  // Whose name another one gets has not signed.
  const freed = steps
    .filter(({ name, step }) => step?.code === 'give-name' && !status.strangers.includes(name))
    .map(({ name }) => name);
  const { policy } = status;
  return policy === undefined ? askMore(status, names, freed) : askByPolicy(policy, status, names);
}
