import path from 'node:path';
import { readRegularFile } from '../../../files/read.ts';
import { findConfiguredFolder } from '../../../hsm/cluster/client-config.ts';
import { type Cluster, type ClusterOptions, openCluster } from '../../../hsm/cluster/cluster.ts';
import { isClusterFolder } from '../../../hsm/cluster/folder.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted } from '../../input/read-file.ts';
import { CLIENT_CONFIG, VENDOR_FOLDER } from './vendor-paths.ts';

/**
 * Which folder a command's cluster is in: the one of `--hsm`, else of MOFN_HSM, else the one in which
 * the configuration file lies, if that is a cluster.
 *
 * @param option what `--hsm` says
 * @param config the console's configuration file, where the command has one
 * @returns an absolute path
 * @throws Failure of kind `state` where none of the three names one
 */
export function findClusterFolder(
  option: string | undefined,
  context: Context,
  config?: string,
): string {
  const named = option ?? (context.env['MOFN_HSM'] || undefined);
  if (named !== undefined) return path.resolve(context.cwd, named);
  if (config !== undefined) {
    const folder = path.dirname(path.resolve(context.cwd, config));
    if (isClusterFolder(folder)) return folder;
  }
  throw new CommandFailure(
    'state',
    config === undefined
      ? 'no cluster is named'
      : `no cluster is named, and ${quoted(config)} lies in none`,
    "name its folder with --hsm or MOFN_HSM; to make one: 'mofn hsm init cluster', then 'export MOFN_HSM=\"$PWD/cluster\"'",
  );
}

/** Most bytes of a configuration file that is looked at. */
const LARGEST_CONFIG = 1 << 16;

/**
 * Which folder the cluster of `cloudhsm-cli` is in: the one of `--hsm`, else of MOFN_HSM, else the one that
 * the configuration file at the vendor's path names, as `mofn hsm run` puts it there.
 *
 * @throws Failure of kind `state` where none of the three names one
 */
export function findCliFolder(
  option: string | undefined,
  context: Context,
  vendor: string = VENDOR_FOLDER,
): string {
  const named = option ?? (context.env['MOFN_HSM'] || undefined);
  const folder = named ?? readConfiguredFolder(vendor);
  if (folder !== undefined) return path.resolve(context.cwd, folder);
  throw new CommandFailure(
    'state',
    'no cluster is named',
    "name its folder with MOFN_HSM; to make one: 'mofn hsm init cluster', then 'export MOFN_HSM=\"$PWD/cluster\"'",
  );
}

function readConfiguredFolder(vendor: string): string | undefined {
  try {
    const file = path.join(vendor, CLIENT_CONFIG);
    const options = { what: 'configuration file', folder: vendor, limit: LARGEST_CONFIG };
    return findConfiguredFolder(readRegularFile(file, options).toString());
  } catch {
    // There is none, or one that is not for us.
    return undefined;
  }
}

/**
 * Opens the cluster that a command is about.
 *
 * @throws Failure of kind `state`
 */
export function openContextCluster(
  option: string | undefined,
  context: Context,
  options: ClusterOptions = {},
): Cluster {
  return openCluster(findClusterFolder(option, context), { now: () => context.now(), ...options });
}
