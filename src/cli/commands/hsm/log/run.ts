import { listAuditLines } from '../../../../words/audit-record.ts';
import { describeRefusal } from '../../../../words/refusals.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { hsmLog } from './definition.ts';

/**
 * With `--json`: `{"schemaVersion":1,"servers":[{"server","name","head":{"sequence","hash"},
 * "records":[…],"reasons":[{"sequence","reason"}]}]}`, the records as hsm/audit-record.ts describes
 * them. Each is as it was hashed, its `reason` a code with values; `reasons` has the same in words.
 */
export async function run(args: ArgumentsOf<typeof hsmLog>, context: Context) {
  const { hsms } = openContextCluster(args.hsm, context);
  if (args.server !== undefined && hsms[args.server] === undefined) {
    throw new CommandFailure(
      'usage',
      `there is no server ${args.server}`,
      `they are 0 to ${hsms.length - 1}`,
    );
  }
  const logs = hsms.flatMap((hsm, server) => {
    if (args.server !== undefined && args.server !== server) return [];
    const { hsm: state, log } = hsm.inspectWhole();
    const reasons = log.flatMap(({ sequence, reason }) =>
      reason === undefined ? [] : [{ sequence, reason: describeRefusal(reason) }],
    );
    return [{ server, name: hsm.name, head: state.audit, records: log, reasons }];
  });
  if (args.json) {
    context.stdout.printJson({ schemaVersion: 1, servers: logs });
    return EXIT_CODES.done.code;
  }
  for (const [index, { server, name, records }] of logs.entries()) {
    const heading = logs.length === 1 ? [] : [[`Log of server ${server}(${name}):`]];
    const blocks = [...heading, ...records.map(listAuditLines)];
    const lines = blocks.flatMap((block, at) => (at > 0 ? ['', ...block] : block));
    context.stdout.printLines([...(index > 0 ? [''] : []), ...lines]);
  }
  return EXIT_CODES.done.code;
}
