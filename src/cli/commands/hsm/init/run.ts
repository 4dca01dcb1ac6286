import path from 'node:path';
import { listNames } from '../../../../files/folder.ts';
import { isFolder } from '../../../../files/look.ts';
import { createCluster } from '../../../../hsm/cluster/cluster.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { refuseEmptyName } from '../../../input/refuse-empty-name.ts';
import { showWarning } from '../../../output/show-failure.ts';
import { planCluster } from '../plan-cluster.ts';
import type { hsmInit } from './definition.ts';

export { hsmInit as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmInit>, context: Context) {
  refuseEmptyName('folder', args.folder);
  const plan = await planCluster(args, context);
  const folder = path.resolve(context.cwd, args.folder);
  const hasOthers = holdsFiles(folder);
  const cluster = createCluster(folder, plan);
  if (!args.quiet) {
    if (hasOthers) {
      showWarning(
        `there are other files in ${quoted(args.folder)}; those of the cluster were put beside them`,
        context,
      );
    }
    const { length } = cluster.servers;
    const count = countNoun(length, 'HSM');
    const made = `made a cluster of ${count} in ${quoted(args.folder)}`;
    context.stderr.printLine(
      cluster.type === 'hsm1'
        ? `${made}; open its console with mofn hsm console --hsm ${quotePath(args.folder)}`
        : made,
    );
    context.stderr.printLine(
      `open cloudhsm-cli with mofn hsm cli --hsm ${quotePath(args.folder)} -- interactive`,
    );
    if (plan.seed !== undefined) {
      context.stderr.printLine(
        'its tokens can be told beforehand, and every cluster of this seed takes the approvals of another: for tests only',
      );
    }
    if (Object.values(plan.mValues ?? {}).some((m) => m > 1)) {
      const { warnOfLockOut } = await import('./warn-of-lock-out.ts');
      warnOfLockOut(cluster, args.folder, context);
    }
  }
  return EXIT_CODES.done.code;
}

/** A folder that cannot be looked into counts as empty: whoever goes on to write into it is told why it cannot be. */
function holdsFiles(folder: string): boolean {
  try {
    return isFolder(folder) && listNames(folder, 1).names.length > 0;
  } catch {
    return false;
  }
}
