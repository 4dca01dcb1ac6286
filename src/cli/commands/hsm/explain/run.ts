import type { Cluster } from '../../../../hsm/cluster/cluster.ts';
import { commandOf } from '../../../../hsm/console-commands.ts';
import type { Refusal } from '../../../../hsm/store/server-state.ts';
import { describeAge } from '../../../../words/age.ts';
import { describeRefusal } from '../../../../words/refusals.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { HsmExplainAnswer } from './answer.ts';
import type { hsmExplain } from './definition.ts';

/** A console that asks Retry/Ignore/Abort may wait this long between two servers; milliseconds. */
const ONE_COMMAND = 300_000;

/** A refusal with its server. */
interface LocatedRefusal extends Refusal {
  readonly server: number;
  readonly name: string;
}

export async function run(args: ArgumentsOf<typeof hsmExplain>, context: Context) {
  const refusals = findRefusals(openContextCluster(args.hsm, context));
  const [first] = refusals;
  const command = first === undefined ? null : commandOf(first.op);
  if (args.json) context.stdout.printJson(encode(command, refusals));
  else context.stdout.printLines(format(command, refusals, context.now()));
  return EXIT_CODES.done.code;
}

/** The newest refusal, and those of the same command on the other servers. */
function findRefusals(cluster: Cluster): readonly LocatedRefusal[] {
  const refusals = cluster.hsms.flatMap((hsm, server) => {
    const { lastRefusal } = hsm.inspect().state;
    return lastRefusal === null ? [] : [{ ...lastRefusal, server, name: hsm.name }];
  });
  const newest = refusals.reduce<LocatedRefusal | undefined>(
    (latest, refusal) => (latest === undefined || refusal.at > latest.at ? refusal : latest),
    undefined,
  );
  if (newest === undefined) return [];
  return refusals.filter(({ op, at }) => op === newest.op && newest.at - at <= ONE_COMMAND);
}

function encode(command: string | null, refusals: readonly LocatedRefusal[]): HsmExplainAnswer {
  return {
    schemaVersion: 1,
    command,
    refusals: refusals.map(({ server, name, error, reason, at }) => ({
      server,
      name,
      error,
      code: typeof reason === 'string' ? null : reason.code,
      reason: describeRefusal(reason),
      time: new Date(at).toISOString(),
    })),
  };
}

function format(
  command: string | null,
  refusals: readonly LocatedRefusal[],
  now: number,
): readonly string[] {
  const newest = refusals.reduce((latest, { at }) => Math.max(latest, at), 0);
  if (command === null) return ['nothing was refused'];
  const lines = refusals.map(
    ({ server, name, error, reason }) =>
      `  on server ${server}(${name}), ${error}: ${describeRefusal(reason)}`,
  );
  const age = describeAge(Math.floor((now - newest) / 1000));
  return [`${command} was refused, ${age}`, ...lines];
}
