import type { ArgumentsOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { hsmExec } from '../definitions/hsm-exec.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { openConsole } from '../hsm/open-console.ts';

export async function run(
  { commands, ...args }: ArgumentsOf<typeof hsmExec>,
  context: Context,
): Promise<number> {
  const console = await openConsole(args, context);
  try {
    if (!(await console.connect())) return EXIT_CODES.negative.code;
    let refused = false;
    for (const command of commands) {
      const outcome = await console.execute(command);
      if (outcome === 'quit') break;
      refused ||= outcome === 'refused';
    }
    return refused ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
  } finally {
    await console.close();
  }
}
