import { dirname, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { isClusterFolder } from '../hsm/cluster-folder.ts';
import type { Context } from './context.ts';

/**
 * The folder of the cluster that a command is about: of `--hsm`, else of MOFN_HSM, else the folder
 * that the vendor's configuration file is in, where that is a cluster.
 *
 * @param hsm the option's value
 * @param config path of the configuration file, where the command takes one and has it
 * @returns an absolute path; whether there is a cluster shows when it is opened
 * @throws Failure of kind `usage` where nothing names one
 */
export function findClusterFolder(
  hsm: string | undefined,
  context: Context,
  config?: string,
): string {
  const named = hsm ?? (context.env['MOFN_HSM'] || undefined);
  if (named !== undefined) return resolve(context.cwd, named);
  if (config !== undefined) {
    const folder = dirname(resolve(context.cwd, config));
    if (isClusterFolder(folder)) return folder;
  }
  throw new Failure(
    'usage',
    'it is not said which cluster is meant',
    "name its folder with --hsm DIR or in MOFN_HSM; 'mofn hsm init DIR' makes one",
  );
}
