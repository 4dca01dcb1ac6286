import type { Console } from '../../../../mgmt-util/console.ts';
import { interruptGroup } from '../../../../terminal/signals.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openConsole } from '../open-console.ts';
import type { hsmExec } from './definition.ts';

export { hsmExec as definition } from './definition.ts';

export async function run({ commands, ...args }: ArgumentsOf<typeof hsmExec>, context: Context) {
  const console = await openConsole(args, context);
  let code: number;
  try {
    code = await execute(commands, console);
  } finally {
    await console.close();
  }
  if (!console.interrupted) return code;
  await interruptGroup();
  return EXIT_CODES.interrupted.code;
}

/** Ctrl-C is for all of the commands, not for the one that it is typed in. */
async function execute(commands: readonly string[], console: Console): Promise<number> {
  if (!(await console.connect())) return EXIT_CODES.negative.code;
  let refused = false;
  for (const command of commands) {
    const outcome = await console.execute(command);
    if (outcome === 'quit' || console.interrupted) break;
    refused ||= outcome === 'refused';
  }
  return refused ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
}
