/** What nobody can check from the bundle alone. */
import type { TokenFinding, UncheckedClaim } from '../findings.ts';

/** What there is, and what there is not. */
export interface Present {
  readonly tokens: readonly TokenFinding[];
  readonly hasKeys: boolean;
  readonly hasLogs: boolean;
  readonly hasSnapshots: boolean;
  readonly hasRecord: boolean;
}

export function listUnchecked(present: Present): readonly UncheckedClaim[] {
  const { tokens, hasKeys, hasLogs, hasSnapshots, hasRecord } = present;
  return [
    ...tokens.flatMap(({ path, state }): readonly UncheckedClaim[] => {
      if (state === 'spent') return [];
      return [{ code: state === 'withheld' ? 'token-withheld' : 'token-said-spent', path }];
    }),
    ...(hasKeys ? [] : [{ code: 'no-keys' } as const]),
    hasLogs ? { code: 'unsigned-logs' } : { code: 'no-logs' },
    ...(hasSnapshots ? [{ code: 'unsigned-snapshots' } as const] : []),
    ...(hasRecord ? [{ code: 'record-times' } as const] : []),
  ];
}
