import path from 'node:path';

import { createCluster } from '../../../../hsm/cluster/cluster.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { planCluster } from '../plan-cluster.ts';
import type { hsmInit } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmInit>, context: Context) {
  const plan = await planCluster(args, context);
  const { servers } = createCluster(path.resolve(context.cwd, args.folder), plan);
  if (!args.quiet) {
    const count = servers.length === 1 ? '1 HSM' : `${servers.length} HSMs`;
    context.stderr.printLine(
      `made a cluster of ${count} in ${quoted(args.folder)}; open its console with mofn hsm console --hsm ${quoted(args.folder)}`,
    );
  }
  return EXIT_CODES.done.code;
}
