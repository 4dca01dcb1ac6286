import { showText } from '../../parser/text.ts';
import type { ApprovalSet, SetApproval, SignedToken } from '../approval-set.ts';
import { createdOf } from '../policy/judge-set.ts';
import type { Roster } from '../roster.ts';

/** A token file or an approval file, read. */
export interface SourcedSet {
  readonly path: string;
  readonly set: ApprovalSet;
}

/** A token, with the approvals that stand in files beside their approver's name. */
export interface GatheredToken {
  /** Its file; of several with the same records the one that comes first. */
  readonly path: string;
  readonly token: SignedToken;
  /** That file, read. */
  readonly set: ApprovalSet;
  /** Of all files, in their order. */
  readonly approvals: readonly SetApproval[];
  /** The files that they stand in, or that name them. */
  readonly sources: readonly string[];
  /** The officers' keys when it was made. */
  readonly roster: Roster;
}

/** Puts the approvals of all files over the same records together. */
export function gatherTokens(
  sets: readonly SourcedSet[],
  rosterAt: (created: number | undefined) => Roster,
): readonly GatheredToken[] {
  const byDigest = new Map<string, SourcedSet[]>();
  for (const one of sets) {
    const digest = one.set.token?.digest ?? '';
    const those = byDigest.get(digest);
    if (those === undefined) byDigest.set(digest, [one]);
    else those.push(one);
  }
  return [...byDigest.values()].flatMap((those): readonly GatheredToken[] => {
    const base = those.find(isTokenFile) ?? those[0];
    const token = base?.set.token;
    if (base === undefined || token === undefined) return [];
    const { path, set } = base;
    const approvals = those.flatMap(listApprovals);
    const sources = those.filter(({ set }) => set.approvals.length > 0).map(({ path }) => path);
    return [{ path, token, set, approvals, sources, roster: rosterAt(createdOf(set)) }];
  });
}

/** Rather than an approval file that only names it. */
function isTokenFile({ path, set }: SourcedSet): boolean {
  return set.token !== undefined && showText(set.token.path) === path;
}

/** Each with its place, as people look for it. */
function listApprovals({ path, set }: SourcedSet): readonly SetApproval[] {
  if (set.format === 'classic') return set.approvals;
  return set.approvals.map((one) => ({ ...one, origin: `${path}: ${showText(one.origin)}` }));
}
