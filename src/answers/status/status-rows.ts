import type { Roster } from '../../ceremony/roster.ts';
import type { ApprovalState, CeremonyStatus, JudgedApproval } from '../../ceremony/status.ts';

/** One officer, or one approval, as a row of the answer. */
export interface StatusRow {
  readonly name: string;
  readonly inRoster: boolean;
  readonly state: ApprovalState | 'missing';
  /** Whether the officer has signed the request; missing where there is none. */
  readonly onRequest?: boolean | undefined;
  /** Missing where the officer has none. */
  readonly approval?: JudgedApproval;
}

/** Each officer of the roster who has approved or may, in its order, then those of the file that are not in it. */
export function listRows(status: CeremonyStatus, roster: Roster): readonly StatusRow[] {
  const names = roster.officers.map(({ name }) => name);
  const rowOf = (approval: JudgedApproval, inRoster: boolean): StatusRow => ({
    name: approval.name,
    inRoster,
    state: approval.state,
    onRequest: approval.onRequest,
    approval,
  });
  const signed = new Map(status.missing.map(({ name, onRequest }) => [name, onRequest]));
  const known = names.flatMap((name): readonly StatusRow[] => {
    const own = status.approvals.filter((approval) => approval.name === name);
    if (own.length === 0) {
      if (!signed.has(name)) return [];
      return [{ name, inRoster: true, state: 'missing', onRequest: signed.get(name) }];
    }
    return own.map((approval) => rowOf(approval, true));
  });
  const others = status.approvals.filter(({ name }) => !names.includes(name));
  return [...known, ...others.map((approval) => rowOf(approval, false))];
}
