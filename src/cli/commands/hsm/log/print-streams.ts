import { join } from 'node:path';
import type { Cluster } from '../../../../hsm/cluster/cluster.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import { listAwsEvents } from '../../../../words/aws-log.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { writeIntoFolder } from '../../../output/write-into-folder.ts';
import type { hsmLog } from './definition.ts';

type Arguments = ArgumentsOf<typeof hsmLog>;

/** The logs as AWS delivers them: one stream for each HSM, and so one file. */
export async function printStreams(
  { hsms }: Cluster,
  args: Arguments,
  context: Context,
): Promise<number> {
  const streams = hsms.flatMap((hsm, server) =>
    args.server === undefined || args.server === server
      ? [{ name: `stream-${server}.log`, events: listAwsEvents(hsm.inspectWhole().log) }]
      : [],
  );
  const folder = args['out-dir'];
  if (folder !== undefined) {
    const files = streams.map(({ name, events }) => ({
      what: 'log',
      name,
      bytes: new TextEncoder().encode(events.join('\n')),
    }));
    await writeIntoFolder(folder, files, { force: args.force, used: [] }, context);
    if (!args.quiet) {
      for (const { name, events } of streams) {
        const path = escapeUnsafe(join(folder, name));
        context.stderr.printLine(`${path}: ${countNoun(events.length, 'event')}`);
      }
    }
    return EXIT_CODES.done.code;
  }
  const [stream, ...others] = streams;
  if (others.length > 0) throw severalStreams(args);
  // Line by line: a name of a user may be a command to the build server that shows it.
  context.stdout.printLines((stream?.events ?? []).join('\n').split('\n').slice(0, -1));
  return EXIT_CODES.done.code;
}

function severalStreams({ hsm }: Arguments): CommandFailure {
  const cluster = hsm === undefined ? '' : ` --hsm ${quotePath(hsm)}`;
  return new CommandFailure(
    'usage',
    'each HSM has a stream of its own, and standard output would mix them',
    `name one with --server, or write a file for each: "mofn hsm log${cluster} --format aws --out-dir streams"`,
  );
}
