import { readyRequests } from '../../../../hsm/machine/requests/ready.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openConsole } from '../open-console.ts';
import type { hsmConsole } from './definition.ts';

export { hsmConsole as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmConsole>, context: Context) {
  const console = await openConsole(args, context);
  readyRequests();
  return (await console.run()) ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}
