import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { printOrReplace } from '../approval-input.ts';
import { withEditables } from '../editable/open.ts';
import type { approvalFmt } from './definition.ts';

export { approvalFmt as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalFmt>, context: Context) {
  const { files, check } = args;
  return withEditables(files, args, context, async (inputs) => {
    const formatted = inputs.map((input) => ({ input, bytes: input.approval.format().toBytes() }));
    if (check) {
      const others = formatted.filter(
        ({ input, bytes }) => Buffer.compare(bytes, input.bytes) !== 0,
      );
      context.stdout.printLines(others.map(({ input }) => input.file));
      return others.length > 0 ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
    }
    for (const { input, bytes } of formatted) await printOrReplace(input, bytes, context);
    return EXIT_CODES.done.code;
  });
}
