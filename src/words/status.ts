/**
 * What people read of a ceremony's status. All of it is lower case, without a full stop.
 */

import type {
  CeremonyStatus,
  JudgedApproval,
  RefusedReason,
  StatusRefusal,
  StatusWarning,
  UncheckedReason,
} from '../ceremony/status.ts';
import { escapeUnsafe } from '../printable.ts';
import { describeAge, describeDuration } from './age.ts';
import { describeCause } from './causes.ts';
import { countNoun } from './count-noun.ts';
import { describeDeviceErrorInLine } from './device.ts';
import { describeFailure } from './failures/index.ts';
import { describeOddity } from './oddities.ts';
import { describeUnusualExponent } from './quorum-key.ts';
import { describeRequestProblem } from './request.ts';
import { describeRosterProblem } from './roster.ts';
import { describeSdk5Diagnostic } from './sdk5-diagnostics/index.ts';
import { SDK5_KINDS } from './sdk5-kinds.ts';
import { describeNoKeyUser } from './token-key.ts';

/** Why an approval is not right, in one or several clauses; none where it is. */
export function describeJudgement(approval: JudgedApproval): readonly string[] {
  switch (approval.state) {
    case 'right':
      return [];
    case 'wrong':
      return approval.wrong.causes.map(describeCause);
    case 'refused':
      return [describeRefusedReason(approval.reason, approval.name)];
    case 'no-file':
      return ['the signature file cannot be opened'];
    case 'unread':
      return ["it is written, but the HSM's tool does not read it"];
    case 'unchecked':
      return [describeUncheckedReason(approval.reason)];
  }
}

const TYPES: Readonly<Record<number, string>> = { 1: '1, a CU', 2: '2, a CO' };

function describeRefusedReason(reason: RefusedReason, name: string): string {
  switch (reason.code) {
    case 'type': {
      const type = TYPES[reason.type] ?? String(reason.type);
      const expected =
        reason.expected === 2
          ? 'officers are type 2'
          : 'a key’s users, who approve this, are type 1';
      return `the file gives approver type ${type}; ${expected}`;
    }
    case 'role': {
      const role = JSON.stringify(escapeUnsafe(reason.role));
      return `the file gives the role ${role}; the service takes the approvals of ${reason.expected}`;
    }
    case 'no-user-name':
      return `"${escapeUnsafe(name)}" is no user name, so the HSM has no such user`;
    case 'repeated-name':
      return 'the same approver is in the file twice';
    case 'no-key-user':
      return describeNoKeyUser(name);
    case 'shared-key':
      return `${reason.owner} has the same key, and counts already`;
  }
}

function describeUncheckedReason(reason: UncheckedReason): string {
  switch (reason.code) {
    case 'no-token':
      return 'there is no token to check it against';
    case 'not-in-roster':
      return 'no such officer is in the roster';
    case 'no-key':
      return describeRosterProblem(reason.problem);
  }
}

/** Why there is no token, or why what there is is none; nothing where there is one. */
export function describeTokenProblem({ token, tokenProblem }: CeremonyStatus): string | undefined {
  if (tokenProblem?.code === 'cannot-open' && tokenProblem.path === '')
    return "the HSM's tool reads no path of one in the file; lint says why";
  if (tokenProblem !== undefined) return describeDeviceErrorInLine(tokenProblem);
  return token?.problem && describeFailure(token.problem).message;
}

/** Why a file as a whole does not count. */
export function describeStatusRefusal(refusal: StatusRefusal): string {
  switch (refusal.code) {
    case 'device-error': {
      const words = describeDeviceErrorInLine(refusal.error).trimEnd();
      return `the HSM's tool stops at the file, saying: ${words}`;
    }
    case 'no-approvals':
      return "the HSM's tool reads no approval at all; it says success and changes nothing";
    case 'value-not-ended':
      return "a value has no end, and what the HSM's tool makes of that is left to chance; lint says where";
    case 'malformed': {
      const { message } = describeSdk5Diagnostic(refusal.diagnostic);
      return `it is no sound token file: ${escapeUnsafe(message)}`;
    }
    case 'other-kind':
      return `it is ${SDK5_KINDS[refusal.kind]}, not a quorum token`;
    case 'no-token': {
      const { message } = describeFailure(refusal.problem);
      return `what the officers are to sign is no quorum token: ${message}`;
    }
    case 'request':
      return `the request does not count: ${describeRequestProblem(refusal.problem)}`;
    case 'mixed-token':
      return `the token is none that an HSM makes: ${describeOddity(refusal.oddity)}`;
    case 'bad-approvals':
      return `an HSM refuses the whole file while one approval in it is bad: ${refusal.names.join(', ')}`;
  }
}

/** What an officer should know; safe to show. */
export function describeWarning(warning: StatusWarning): string {
  switch (warning.code) {
    case 'readings-differ':
      return "the HSM's tool reads the approval file otherwise than it is written; lint says where";
    case 'odd-token':
      return `the token is odd: ${describeOddity(warning.oddity)}`;
    case 'expired-token':
      return `the token was made ${describeAge(warning.age)} and is valid for ${describeDuration(warning.validity)}; only the HSM knows its clock, and whether it still takes it`;
    case 'misplaced-signature': {
      const { path, belongs, signer } = warning;
      const whose = signer === undefined ? 'a signature' : `${signer}'s right signature`;
      return `${whose} stands in ${escapeUnsafe(path)}, where no tool looks for it; it belongs in ${belongs}`;
    }
    case 'trailing-bytes': {
      const more = countNoun(warning.bytes, 'more byte');
      return `${warning.name}'s signature counts, but ${escapeUnsafe(warning.file)} has ${more} behind it that the tool does not read`;
    }
    case 'unusual-exponent':
      return `${escapeUnsafe(warning.fileName)} of the roster: ${describeUnusualExponent(warning.exponent)}`;
    case 'roster-file':
      return `${escapeUnsafe(warning.fileName)} of the roster: ${describeRosterProblem(warning.problem)}`;
    case 'no-officer-to-spare':
      return (
        `the roster has ${countNoun(warning.usable, 'officer')}, as many as are needed and none to spare: M cannot be set ` +
        'back, so one lost key ends user management for good; register more officers'
      );
    case 'no-key-user-to-spare':
      return (
        `the roster has ${countNoun(warning.usable, 'user')} of the key, as many as are needed and none to spare: what a key ` +
        'asks for is settled when it is made, so one lost key of theirs ends its use for good'
      );
    case 'key-users-unknown':
      return 'whose approvals count is not known here: those of the key’s owner and of those it is shared with; with its cluster at hand (--hsm) they are, and how many the key asks for';
    case 'key-users-not-in-roster':
      return `${warning.names.join(', ')}, who may approve for the key, ${warning.names.length === 1 ? 'is' : 'are'} not in the roster`;
    case 'never-reached':
      return `the roster has ${countNoun(warning.usable, 'officer')} with a usable key, so ${countNoun(warning.required, 'approval')} cannot come together`;
  }
}
