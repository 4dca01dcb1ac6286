import { countNoun } from '../../../../words/count-noun.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openContextCluster } from '../find-cluster.ts';
import type { hsmLogout } from './definition.ts';

export { hsmLogout as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof hsmLogout>, context: Context) {
  const ended = openContextCluster(args.hsm, context).logOutAll();
  if (!args.quiet) context.stderr.printLine(`${countNoun(ended, 'session')} ended`);
  return EXIT_CODES.done.code;
}
