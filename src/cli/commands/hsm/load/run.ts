import { openCluster } from '../../../../hsm/cluster/cluster.ts';
import { readDump } from '../../../../hsm/cluster/dump.ts';
import { isClusterFolder } from '../../../../hsm/cluster/folder.ts';
import { createClusterFromDump, restoreCluster } from '../../../../hsm/cluster/load-dump.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { findClusterFolder } from '../find-cluster.ts';
import { readDumpFile } from '../read-dump-file.ts';
import type { hsmLoad } from './definition.ts';

export { hsmLoad as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmLoad>, context: Context) {
  const folder = findClusterFolder(args.hsm, context);
  const { value, digest } = await readDumpFile(args.dump, context);
  const dump = readDump(value, args.dump, digest);
  if (!isClusterFolder(folder)) {
    createClusterFromDump(folder, dump, { now: context.now });
  } else if (args.force) {
    restoreCluster(openCluster(folder, { now: context.now }), dump);
  } else {
    throw new CommandFailure(
      'state',
      `${quoted(folder)} is a cluster already`,
      'use --force to put it back to the dump, or name a new folder with --hsm',
    );
  }
  return EXIT_CODES.done.code;
}
