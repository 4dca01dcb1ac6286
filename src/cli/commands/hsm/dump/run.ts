import { join, sep } from 'node:path';
import { realPath } from '../../../../files/look.ts';
import type { Place } from '../../../../files/place.ts';
import { dumpCluster } from '../../../../hsm/cluster/dump.ts';
import { CONFIG_FILE, IDENTITY_FILE } from '../../../../hsm/cluster/folder.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { writeResult } from '../../../output/write-file.ts';
import { findClusterFolder, openContextCluster } from '../find-cluster.ts';
import type { hsmDump } from './definition.ts';
import { encodeDump } from './encode-dump.ts';

export { hsmDump as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmDump>, context: Context) {
  const { out, force, 'without-keys': withoutKeys = false } = args;
  const folder = findClusterFolder(args.hsm, context);
  const cluster = openContextCluster(args.hsm, context);
  const used = [IDENTITY_FILE, CONFIG_FILE].map((name) => ({
    what: "cluster's own file",
    path: join(folder, name),
  }));
  const place = planOutputs([{ what: 'dump', path: out }], { force, used }, context).placeOf(out);
  if (place !== undefined) refuseInside(place, folder, out ?? '');
  const dump = dumpCluster(cluster, { withoutKeys });
  const text = encodeDump(dump, folder);
  await writeResult(out, text, 'dump', context, { force, secret: true, place });
  const count = dump.keys?.length ?? 0;
  if (count > 0 && !args.quiet) {
    context.stderr.printLine(
      `the dump holds ${countNoun(count, 'key')} with what they are made of: keep it as secret as they are (--without-keys leaves them out)`,
    );
  }
  return EXIT_CODES.done.code;
}

/** What is there in a cluster's folder is the cluster. */
function refuseInside(place: Place, folder: string, out: string): void {
  const inside = `${place.folder}${sep}`.startsWith(`${realPath(folder)}${sep}`);
  if (!inside || place.holds === 'nothing') return;
  throw new CommandFailure(
    'usage',
    `the dump ${quoted(out)} would take the place of a file of the cluster itself`,
    'choose a name outside its folder',
  );
}
