/**
 * Approvals held against the quorum value that the cluster had: the HSM lets nothing through for fewer.
 */
import { groupBy } from '../../group-by.ts';
import { findServiceByWord } from '../../token/service.ts';
import type { Contradiction, OperationFinding, Snapshot, TokenFinding } from '../findings.ts';

/**
 * @param tokens of whose approvals it is known which are right
 * @param before quorum values as they were; nothing is said without them, or where one was set meanwhile
 * @example
 * contradictQuorum([], { before: undefined, operations: [] }); // []
 */
export function contradictQuorum(
  tokens: readonly TokenFinding[],
  {
    before,
    operations,
  }: {
    readonly before: Snapshot | undefined;
    readonly operations: readonly Pick<OperationFinding, 'kind'>[];
  },
): readonly Contradiction[] {
  if (operations.some(({ kind }) => kind === 'set-m-value')) return [];
  const values = new Map(
    (before?.quorumValues ?? []).map(({ service, value }) => [
      findServiceByWord(service)?.number,
      value,
    ]),
  );
  const done = tokens.filter(({ state }) => state !== 'withheld');
  return [...groupBy(done, ({ digest }) => digest).values()].flatMap(
    (same): readonly Contradiction[] => {
      const [best] = [...same].sort((one, other) => countApprovers(other) - countApprovers(one));
      const required = values.get(best?.service ?? undefined);
      if (best === undefined || required === undefined) return [];
      const approvals = countApprovers(best);
      if (approvals >= required) return [];
      return [{ code: 'quorum-not-reached', path: best.path, approvals, required }];
    },
  );
}

/** Each key once, as the HSM counts. */
function countApprovers({ approvals }: TokenFinding): number {
  const right = approvals.filter(({ state }) => state === 'right');
  return new Set(right.map(({ fingerprint, name }) => fingerprint ?? name)).size;
}
