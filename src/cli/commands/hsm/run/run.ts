import { tmpdir } from 'node:os';
import path from 'node:path';

import { makeTemporaryFolder, removeTree } from '../../../../files/folder.ts';
import { createCluster } from '../../../../hsm/cluster/cluster.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import { planCluster } from '../plan-cluster.ts';
import type { hsmRun } from './definition.ts';
import { linkPrograms, linkVendorPaths } from './program-links.ts';
import { runProgram } from './run-program.ts';

export async function run(args: ArgumentsOf<typeof hsmRun>, context: Context) {
  const [program = '', ...words] = args['--'];
  const plan = await planCluster(args, context);
  const folder = makeTemporaryFolder(context.env['TMPDIR'] || tmpdir(), 'mofn-run-');
  const cluster = path.join(folder, 'cluster');
  let unlink: () => void = () => undefined;
  try {
    createCluster(cluster, plan);
    const programs = linkPrograms(folder);
    unlink = linkVendorPaths(cluster);
    return await runProgram(program, words, {
      cwd: context.cwd,
      env: {
        ...context.env,
        MOFN_HSM: cluster,
        PATH: [programs, context.env['PATH'] ?? ''].join(path.delimiter),
      },
    });
  } finally {
    unlink();
    if (args.keep) context.stderr.printLine(`the cluster is kept in ${quoted(cluster)}`);
    else removeTree(folder);
  }
}
