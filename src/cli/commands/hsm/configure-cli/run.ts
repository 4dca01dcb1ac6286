import { openCluster } from '../../../../hsm/cluster/cluster.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { findCliFolder } from '../find-cluster.ts';
import type { hsmConfigureCli } from './definition.ts';

export { hsmConfigureCli as definition } from './definition.ts';

/** What the real one prints stands in no document: nothing is printed. */
export function run(args: ArgumentsOf<typeof hsmConfigureCli>, context: Context): Promise<number> {
  const isDisabled = args['disable-key-availability-check'];
  if (isDisabled || args['enable-key-availability-check']) {
    const cluster = openCluster(findCliFolder(args.hsm, context), { now: () => context.now() });
    cluster.changeSettings((settings) => ({ ...settings, checksKeyAvailability: !isDisabled }));
  }
  return Promise.resolve(EXIT_CODES.done.code);
}
