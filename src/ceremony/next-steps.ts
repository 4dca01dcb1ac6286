/**
 * What has to be done next in a ceremony, as codes with values: who does what. How it is typed is the
 * affair of whoever shows it.
 */
import { canonicalUserName } from '../token/user-name.ts';
import type { RequestProblem } from './request/request.ts';
import {
  type CeremonyStatus,
  isCounted,
  type JudgedApproval,
  type RefusedReason,
} from './status.ts';
import type { WrongCauseCode } from './wrong-signature.ts';

/** One step. Names and paths are as people read them. */
export type NextStep =
  /** the file names no token that can be opened */
  | { readonly code: 'repair-file' }
  /** the file is of the newer command line, and no quorum token: its signatures are looked at otherwise */
  | { readonly code: 'other-kind' }
  /** lint mends what keeps the file from being read as it is meant */
  | { readonly code: 'fix-file' }
  /** the number of approvals is written wrong */
  | { readonly code: 'set-count'; readonly count: number }
  /** the requester, if known, gets the token again, or sends it again: nobody signs this one */
  | { readonly code: 'get-token'; readonly user: string | undefined }
  /** all have signed another token than the one that the file names */
  | { readonly code: 'set-token'; readonly token: string }
  /** an officer's right signature is in another file than the one that is named */
  | { readonly code: 'take-file'; readonly name: string; readonly file: string }
  /** see what the HSM's tool makes of the file */
  | { readonly code: 'look-at-file' }
  /** make the tool read all of it */
  | { readonly code: 'read-all' }
  /** an officer signs into the file that is missing */
  | { readonly code: 'sign'; readonly name: string; readonly file: string }
  /** the request is not for this token, or not any more, or not yet */
  | { readonly code: 'mend-request'; readonly problem: RequestProblem }
  /** an officer has signed the token, and not what it is for */
  | { readonly code: 'sign-request'; readonly name: string; readonly file: string }
  /** an officer signs into another file than this one, which may be right for somebody or something else */
  | { readonly code: 'sign-anew'; readonly name: string; readonly file: string }
  /** the signature is right, but another officer's, who has no approval yet: the approval gets that name */
  | {
      readonly code: 'give-name';
      readonly name: string;
      readonly signer: string;
      readonly file: string;
    }
  /** an officer's signature is right once its file is decoded */
  | {
      readonly code: 'decode';
      readonly name: string;
      readonly file: string;
      readonly format: SignatureFormat;
    }
  /** take an approval out */
  | { readonly code: 'remove'; readonly name: string }
  /** make an approver a CO in the file */
  | { readonly code: 'make-officer'; readonly name: string; readonly file: string }
  /** of several approvals of an officer keep the one with this signature */
  | { readonly code: 'keep-one'; readonly name: string; readonly file: string }
  /** put an officer's public key into the roster, and ask again */
  | { readonly code: 'add-key'; readonly name: string }
  /** put another public key of an officer into the roster: under this one nothing can be proved */
  | { readonly code: 'replace-key'; readonly name: string }
  /** `count` of these officers sign */
  | {
      readonly code: 'ask-more';
      readonly count: number;
      readonly officers: readonly [string, ...string[]];
    }
  /** who asks says M, which the file does not */
  | { readonly code: 'say-required' }
  /** the requester hands the file in, and uses the token; missing where the token tells no user */
  | { readonly code: 'hand-in'; readonly user: string | undefined };

/** What makes a file be read as it is meant, whatever its signatures are. */
export type Mend = Extract<NextStep, { readonly code: 'fix-file' | 'set-count' }>;

type WrongApproval = Extract<JudgedApproval, { readonly state: 'wrong' }>;

/** A format from which a signature can be decoded with the usual tools. */
export type SignatureFormat = 'base64' | 'hex' | 'der';

/**
 * Finds what leads to the quorum, or what to do with a file in which it is reached.
 *
 * @param mend what would make the file be read as it is meant
 * @returns at least one step
 * @example
 * findNextSteps(readStatus(set, { roster }, nodeCrypto));
 * // [{ code: 'sign-anew', name: 'officer2', file: 's2' }]
 */
export function findNextSteps(status: CeremonyStatus, mend?: Mend): readonly NextStep[] {
  if (mend !== undefined && !status.reached) return [mend];
  if (status.refusals.some(({ code }) => code === 'other-kind')) return [{ code: 'other-kind' }];
  if (status.token === undefined) return [{ code: 'repair-file' }];
  const { signedToken } = status;
  if (signedToken !== undefined) return [{ code: 'set-token', token: signedToken }];
  if (status.refusals.some(({ code }) => code === 'no-token' || code === 'mixed-token')) {
    return [{ code: 'get-token', user: status.token.records[0]?.user }];
  }
  const [problem] = status.request?.problems ?? [];
  if (problem !== undefined) return [{ code: 'mend-request', problem }];
  const unread = status.approvals.some(({ state }) => state === 'unread');
  const steps: readonly NextStep[] = [
    ...(unread ? [{ code: 'read-all' as const }] : []),
    ...status.approvals.flatMap((approval) => stepFor(approval, status) ?? []),
    ...askMore(status),
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

function askMore(status: CeremonyStatus): readonly NextStep[] {
  const { approvals, missing, required, right } = status;
  const coming = approvals.filter((approval) => isComing(approval, status));
  const names = new Set(coming.map(({ name }) => name));
  const count = required - right - names.size;
  const [first, ...others] = missing.filter(({ isUsable }) => isUsable).map(({ name }) => name);
  if (count <= 0 || first === undefined) return [];
  const officers = [first, ...others] as const;
  return [{ code: 'ask-more', count: Math.min(count, officers.length), officers }];
}
