import { listAuditLines } from '../../../../words/audit-record.ts';
import { describeRefusal } from '../../../../words/refusals.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openContextCluster } from '../find-cluster.ts';
import { listActLines } from './act-lines.ts';
import type { HsmLogAnswer } from './answer.ts';
import type { hsmLog } from './definition.ts';
import { printStreams } from './print-streams.ts';

export { hsmLog as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmLog>, context: Context) {
  const cluster = openContextCluster(args.hsm, context);
  const { hsms } = cluster;
  if (args.server !== undefined && hsms[args.server] === undefined) {
    throw new CommandFailure(
      'usage',
      `there is no server ${args.server}`,
      `they are 0 to ${hsms.length - 1}`,
    );
  }
  if (args.format === 'aws') return printStreams(cluster, args, context);
  const logs = hsms.flatMap((hsm, server) => {
    if (args.server !== undefined && args.server !== server) return [];
    const { hsm: state, log } = hsm.inspectWhole();
    const reasons = log.flatMap(({ sequence, reason }) =>
      reason === undefined ? [] : [{ sequence, reason: describeRefusal(reason) }],
    );
    return [{ server, name: hsm.name, head: state.audit, records: log, reasons }];
  });
  const acts = args.server === undefined ? cluster.readActs() : undefined;
  if (args.json) {
    const operator = acts && { operator: { head: acts.head, records: acts.events } };
    const answer: HsmLogAnswer = { schemaVersion: 1, servers: logs, ...operator };
    context.stdout.printJson(answer);
    return EXIT_CODES.done.code;
  }
  for (const [index, { server, name, records }] of logs.entries()) {
    const heading = logs.length === 1 ? [] : [[`Log of server ${server}(${name}):`]];
    printBlocks([...heading, ...records.map(listAuditLines)], index > 0, context);
  }
  if (acts !== undefined && acts.events.length > 0) {
    printBlocks([['Log of the operator:'], ...acts.events.map(listActLines)], true, context);
  }
  return EXIT_CODES.done.code;
}

/** Prints records with an empty line between them, and before them where something stands there. */
function printBlocks(
  blocks: readonly (readonly string[])[],
  follows: boolean,
  { stdout }: Context,
): void {
  const lines = blocks.flatMap((block, at) => (at > 0 ? ['', ...block] : block));
  stdout.printLines([...(follows ? [''] : []), ...lines]);
}
