import { dumpCluster } from '../../../../hsm/cluster/dump.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { writeResult } from '../../../output/write-file.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { hsmDump } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmDump>, context: Context) {
  const dump = dumpCluster(openContextCluster(args.hsm, context));
  await writeResult(args.out, `${JSON.stringify(dump, null, 2)}\n`, 'dump', context, {
    force: args.force,
    secret: true,
  });
  return EXIT_CODES.done.code;
}
