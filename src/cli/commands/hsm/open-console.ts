import { type Cluster, openCluster } from '../../../hsm/cluster/cluster.ts';
import { parseVendorConfig } from '../../../hsm/cluster/vendor-config.ts';
import type { FlavourName } from '../../../hsm/flavours.ts';
import { Console } from '../../../mgmt-util/console.ts';
import type { Context } from '../../context.ts';
import { readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';
import { consoleInput } from '../../input/terminal.ts';
import { findClusterFolder } from './find-cluster.ts';

/** What the command line says about a console. */
export interface ConsoleArguments {
  readonly hsm: string | undefined;
  readonly flavour: FlavourName | undefined;
  readonly hints: boolean;
  readonly cfg?: string | undefined;
}

/**
 * Opens a console over the cluster that the command line names, on the process's own streams.
 *
 * @throws Failure of kind `usage`, `file` or `state`
 */
export async function openConsole(
  { hsm, flavour, hints, cfg }: ConsoleArguments,
  context: Context,
): Promise<Console> {
  // What was named is looked at first: a mistyped name is the more likely mistake.
  const servers = cfg === undefined ? undefined : await readServers(cfg, context);
  const folder = findClusterFolder(hsm, context, cfg);
  const { stdout, stderr, cwd } = context;
  const cluster = openCluster(folder, { now: context.now, ...(servers && { servers }) });
  checkStates(cluster);
  return new Console({
    cluster,
    ...consoleInput(context),
    output: { write: (text) => stdout.writeDeviceText(text) },
    ...(flavour === undefined ? {} : { flavour }),
    directory: cwd,
    ...(hints ? { hints: { write: (text) => stderr.printLine(text.replace(/\n$/, '')) } } : {}),
  });
}

/** A damaged cluster is told of before the first byte is printed, not after half of an answer. */
function checkStates(cluster: Cluster): void {
  cluster.readSettings();
  for (const hsm of cluster.hsms) hsm.inspect();
}

async function readServers(cfg: string, context: Context) {
  const bytes = await readInput(cfg, 'configuration file', context);
  refuseOtherContent(bytes, 'configuration', cfg);
  return parseVendorConfig(bytes.toString(), cfg);
}
