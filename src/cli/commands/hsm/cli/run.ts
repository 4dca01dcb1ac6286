import { INTERACTIVE, readCommandLine } from '../../../../cloudhsm-cli/command-line.ts';
import { CloudhsmCli } from '../../../../cloudhsm-cli/console.ts';
import { isFailure } from '../../../../failure.ts';
import { type Cluster, openCluster } from '../../../../hsm/cluster/cluster.ts';
import { readyRequests } from '../../../../hsm/machine/requests/ready.ts';
import { interruptGroup } from '../../../../terminal/signals.ts';
import type { ArgumentsOf } from '../../../command.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { consoleInput } from '../../../input/terminal.ts';
import { findCliFolder } from '../find-cluster.ts';
import type { hsmCli } from './definition.ts';

export { hsmCli as definition } from './definition.ts';

export async function run({ hsm, '--': words }: ArgumentsOf<typeof hsmCli>, context: Context) {
  const parsing = readCommandLine(words);
  const cluster = openWhereNeeded(hsm, context, parsing.kind === 'command');
  if (cluster === undefined) {
    if (parsing.kind === 'command') throw new TypeError('a command without a cluster');
    const isHelp = parsing.kind === 'help';
    (isHelp ? context.stdout : context.stderr).writeDeviceText(parsing.text);
    return isHelp ? EXIT_CODES.done.code : EXIT_CODES.usage.code;
  }
  const isShell = parsing.kind === 'command' && parsing.command.path[0] === INTERACTIVE;
  // Of one command the answer is the first that is printed; a shell prints its prompt first.
  if (isShell) for (const server of cluster.hsms) server.inspect();
  if (isShell) readyRequests();
  return runOn(cluster, words, isShell, context);
}

/** Help and what is wrong with a command line are told with no cluster at hand, or a damaged one. */
function openWhereNeeded(
  option: string | undefined,
  context: Context,
  isNeeded: boolean,
): Cluster | undefined {
  try {
    return openCluster(findCliFolder(option, context), { now: context.now });
  } catch (error) {
    if (isNeeded || !(error instanceof CommandFailure || isFailure(error))) throw error;
    return undefined;
  }
}

async function runOn(
  cluster: Cluster,
  words: readonly string[],
  isShell: boolean,
  context: Context,
): Promise<number> {
  const { stdout, stderr, cwd, env } = context;
  const cli = new CloudhsmCli({
    cluster,
    ...consoleInput(context),
    output: { write: (text) => stdout.writeDeviceText(text) },
    errors: { write: (text) => stderr.writeDeviceText(text) },
    directory: cwd,
    credentials: { role: env['CLOUDHSM_ROLE'], pin: env['CLOUDHSM_PIN'] },
  });
  const code = await cli.runCommand(words);
  if (isShell || !cli.interrupted) return code;
  // Ctrl-C at a question is for whatever runs the command, too.
  await interruptGroup();
  return EXIT_CODES.interrupted.code;
}
