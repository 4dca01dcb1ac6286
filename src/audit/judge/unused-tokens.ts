/**
 * Tokens after which nothing was done that needs one. No event says that a token was used: an operation of whoever got
 * it, within the time that it lives, counts as that. That a connection is closed takes no token away here: the newer
 * console does each command in a connection of its own.
 */

import { groupBy } from '../../group-by.ts';
import type { UnusedToken } from '../report.ts';
import { alignEvents, TOKEN_LIFE } from './align.ts';
import type { CoverableOperation } from './cover.ts';
import type { Acted } from './join-segments.ts';
import { compareNumbers, findFirst } from './order.ts';
import type { TokenEvent } from './segment.ts';

/** @param operations all that were done, in the order of time */
export function findUnusedTokens(
  events: readonly Acted<TokenEvent>[],
  operations: readonly Pick<CoverableOperation, 'time' | 'actor'>[],
): readonly UnusedToken[] {
  const got = alignEvents(
    events.filter(({ isDeletion }) => !isDeletion),
    () => 'token',
  );
  const deletions = events.filter(({ isDeletion }) => isDeletion);
  const deletedBy = groupBy(deletions, whose);
  const doneBy = groupBy(operations, whose);
  const unused: UnusedToken[] = [];
  for (const [actor, theirs] of groupBy(got, ([event]) => (event ? whose(event) : ''))) {
    const done = doneBy.get(actor) ?? [];
    const deleted = (deletedBy.get(actor) ?? []).sort((one, other) =>
      compareNumbers(one.time, other.time),
    );
    let next = 0;
    for (const group of theirs) {
      const [first] = group;
      if (first === undefined) continue;
      const { time } = first;
      // Each operation uses one token: those from before this one was got belong to none that is left.
      next = Math.max(next, findFirst(done, time));
      const use = done[next];
      const deletion = deleted[findFirst(deleted, time)];
      const isDeletedFirst = use && deletion && deletion.time < use.time;
      if (use !== undefined && use.time <= time + TOKEN_LIFE && isDeletedFirst !== true) {
        next += 1;
        continue;
      }
      const streams = group.map(({ stream }) => stream).sort();
      unused.push({ time, actor: first.actor, streams });
    }
  }
  return unused.sort((one, other) => compareNumbers(one.time, other.time));
}

function whose({ actor }: { readonly actor: string | undefined }): string {
  return actor ?? '';
}
