import type { StatusRow } from '../../../../answers/status/status-rows.ts';
import type { CeremonyStatus } from '../../../../ceremony/status.ts';

export const STATE_WORDS: Readonly<Record<StatusRow['state'], string>> = {
  right: 'right',
  wrong: 'wrong',
  refused: 'refused',
  'no-file': 'no file',
  unread: 'not read',
  unchecked: 'unchecked',
  missing: 'missing',
};

/** What the number of approvals comes to. */
export function describeCountVerdict(status: CeremonyStatus): string {
  const { reached, refusals, right, required, requiredFrom, policy } = status;
  if (reached) return 'the quorum is reached';
  if (refusals.some(({ code }) => code !== 'mixed-token' && code !== 'request')) {
    return 'an HSM would refuse this file';
  }
  if (refusals.length > 0) return 'this file is not to be handed in';
  if (policy !== undefined && right >= required && !policy.isMet) return 'the policy is not met';
  return requiredFrom === 'least' && right >= required
    ? 'whether the quorum is reached is not known'
    : 'the quorum is not reached';
}
