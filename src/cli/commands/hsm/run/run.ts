import path from 'node:path';

import { removeTree } from '../../../../files/folder.ts';
import { createCluster } from '../../../../hsm/cluster/cluster.ts';
import type { ClusterPlan } from '../../../../hsm/cluster/plan.ts';
import { answerSignals } from '../../../../terminal/signals.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { showWarning } from '../../../output/show-failure.ts';
import { makeScratchFolder } from '../../../output/temporary-folder.ts';
import { planCluster } from '../plan-cluster.ts';
import type { hsmRun } from './definition.ts';
import { linkPrograms, linkVendorPaths } from './program-links.ts';
import { runProgram, SignalRelay } from './run-program.ts';

export { hsmRun as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmRun>, context: Context) {
  const plan = await planCluster(args, context);
  const signals = new SignalRelay();
  try {
    return await runInFolder(args, plan, signals, context);
  } finally {
    await answerSignals();
    signals.end();
  }
}

async function runInFolder(
  { '--': [program = '', ...words], keep, quiet }: ArgumentsOf<typeof hsmRun>,
  plan: ClusterPlan,
  signals: SignalRelay,
  context: Context,
): Promise<number> {
  const { cwd, env, stderr } = context;
  const folder = makeScratchFolder('mofn-run-', context);
  const cluster = path.join(folder, 'cluster');
  let unlink: () => void = () => undefined;
  try {
    const made = createCluster(cluster, plan);
    const programs = linkPrograms(folder);
    unlink = linkVendorPaths(cluster, made, (vendor) => {
      if (!quiet) showWarning(describeTaken(vendor), context);
    });
    await answerSignals();
    if (signals.hasCome) return EXIT_CODES.done.code;
    const PATH = [programs, env['PATH'] ?? ''].join(path.delimiter);
    const world = { cwd, env: { ...env, MOFN_HSM: cluster, PATH } };
    return await runProgram(program, words, world, signals);
  } finally {
    unlink();
    if (keep) stderr.printLine(`the cluster is kept in ${quoted(cluster)}`);
    else removeTree(folder);
  }
}

function describeTaken(vendor: string): string {
  return `another mofn hsm run is at ${vendor}: scripts with that path in them reach its files, this one is on PATH alone`;
}
