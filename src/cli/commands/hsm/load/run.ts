import { openCluster } from '../../../../hsm/cluster/cluster.ts';
import { readDump } from '../../../../hsm/cluster/dump.ts';
import { isClusterFolder } from '../../../../hsm/cluster/folder.ts';
import { createClusterFromDump, restoreCluster } from '../../../../hsm/cluster/load-dump.ts';
import { parseStrictJson } from '../../../../strict-json.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted, readInput } from '../../../input/read-file.ts';
import { findClusterFolder } from '../find-cluster.ts';
import type { hsmLoad } from './definition.ts';

/** A dump at all limits, with the audit logs of a long life, stays below this. */
const LARGEST_DUMP = 256 * 1024 * 1024;

export async function run(args: ArgumentsOf<typeof hsmLoad>, context: Context) {
  const folder = findClusterFolder(args.hsm, context);
  const bytes = await readInput(args.dump, 'dump', context, LARGEST_DUMP);
  const dump = readDump(parseJson(bytes, args.dump), args.dump);
  if (!isClusterFolder(folder)) {
    createClusterFromDump(folder, dump);
  } else if (args.force) {
    restoreCluster(openCluster(folder), dump);
  } else {
    throw new CommandFailure(
      'state',
      `${quoted(folder)} is a cluster already`,
      'use --force to put it back to the dump, or name a new folder with --hsm',
    );
  }
  return EXIT_CODES.done.code;
}

function parseJson(bytes: Buffer, file: string): unknown {
  try {
    return parseStrictJson(bytes.toString('utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      'file',
      `the dump ${quoted(file)} is not JSON as it should be: ${reason}`,
      "use what 'mofn hsm dump' wrote, unchanged",
      { cause: error },
    );
  }
}
