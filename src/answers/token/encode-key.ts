import type { KeyFound, TokenKey } from '../../ceremony/token-key.ts';
import type { KeyAnswer } from './key-answer.ts';

/** For programs. */
export function encodeTokenKey({ reference, found }: TokenKey): KeyAnswer {
  const key = found.state === 'found' ? found.key : undefined;
  return {
    reference,
    found: found.state,
    cluster: clusterOf(found),
    hasToken: found.state === 'found' ? found.hasToken : null,
    label: key?.label ?? null,
    class: key?.class ?? null,
    type: key?.type ?? null,
    curve: key?.curve ?? null,
    fingerprint: key?.fingerprint ?? null,
    checkValue: key?.checkValue ?? null,
    destroyable: key?.isDestroyable ?? null,
    owner: key?.owner ?? null,
    sharedWith: [...(key?.sharedWith ?? [])],
    usersWithoutKey: [...(key?.usersWithoutKey ?? [])],
    useApprovals: key?.quorum.use ?? null,
    manageApprovals: key?.quorum.manage ?? null,
    showsData: false,
    requesterCounts: true,
    coversDeletion: false,
  };
}

function clusterOf(found: KeyFound): string | null {
  return found.state === 'no-cluster' ? null : found.cluster;
}
