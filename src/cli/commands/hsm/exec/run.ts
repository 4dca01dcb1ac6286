import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openConsole } from '../open-console.ts';
import type { hsmExec } from './definition.ts';

export async function run({ commands, ...args }: ArgumentsOf<typeof hsmExec>, context: Context) {
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
