import type { Cluster } from '../../../../hsm/cluster/cluster.ts';
import { commandOf } from '../../../../hsm/console-commands.ts';
import type { Refusal } from '../../../../hsm/store/server-state.ts';
import type { UnsentNote } from '../../../../hsm/unsent.ts';

/** A console that asks Retry/Ignore/Abort may wait this long between two servers; milliseconds. */
const ONE_COMMAND = 300_000;

/** A refusal with its server. */
export interface LocatedRefusal extends Refusal {
  readonly server: number;
  readonly name: string;
}

/** One command of a console that failed: on its way to the HSMs, or on one of them at least. */
export interface FailedCommand {
  /** Null where there was no command. */
  readonly command: string | null;
  /** When it failed last: milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** What it came to no HSM with. */
  readonly unsent: UnsentNote | null;
  /** In the order of the servers; none where it came to no HSM. */
  readonly refusals: readonly LocatedRefusal[];
}

/**
 * The commands that failed, as far as a cluster keeps them, the newest first.
 *
 * @throws Failure of kind `state`
 */
export function findFailures(cluster: Cluster): readonly FailedCommand[] {
  const unsent = cluster.readUnsent().map(
    (note): FailedCommand => ({
      command: note.command,
      at: note.at,
      unsent: note,
      refusals: [],
    }),
  );
  // Of what happened in the same millisecond, the order within its own list stays.
  return [...unsent, ...joinRefusals(cluster)].reverse().sort((one, other) => other.at - one.at);
}

/** Refusals of one command on several servers belong together: servers are asked in their order. */
function joinRefusals(cluster: Cluster): readonly FailedCommand[] {
  const refusals = cluster.hsms
    .flatMap((hsm, server) =>
      hsm.inspect().state.refusals.map((refusal, place, all) => ({
        ...refusal,
        server,
        name: hsm.name,
        // Of commands within one millisecond, the first on one server is the first on the next.
        turn: place - all.findIndex(({ at }) => at === refusal.at),
      })),
    )
    .sort((one, other) => one.at - other.at || one.turn - other.turn);
  const failed: FailedCommand[] = [];
  for (const refusal of refusals) {
    const command = commandOf(refusal.op, refusal.client);
    const place = failed.findLastIndex((one) => one.command === command);
    const before = failed[place];
    if (before !== undefined && continues(before, refusal)) {
      failed.splice(place, 1);
      failed.push({ ...before, at: refusal.at, refusals: [...before.refusals, refusal] });
    } else {
      failed.push({ command, at: refusal.at, unsent: null, refusals: [refusal] });
    }
  }
  return failed;
}

function continues({ at, refusals }: FailedCommand, { server, at: later }: LocatedRefusal) {
  const last = refusals.at(-1);
  return last !== undefined && server > last.server && later - at <= ONE_COMMAND;
}
