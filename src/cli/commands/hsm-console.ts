import type { ArgumentsOf } from '../command.ts';
import type { Context } from '../context.ts';
import type { hsmConsole } from '../definitions/hsm-console.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { openConsole } from '../hsm/open-console.ts';

export async function run(args: ArgumentsOf<typeof hsmConsole>, context: Context): Promise<number> {
  const console = await openConsole(args, context);
  return (await console.run()) ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}
