import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import type { ceremonyRun } from './definition.ts';

export { ceremonyRun as definition } from './definition.ts';

export async function run(
  args: ArgumentsOf<typeof ceremonyRun>,
  context: Context,
): Promise<number> {
  if (args.rehearse) {
    const { rehearse } = await import('./rehearse.ts');
    return rehearse(args, context);
  }
  const { hold } = await import('./hold.ts');
  return hold(args, context);
}
