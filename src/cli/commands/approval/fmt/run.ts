import { formatApproval } from '../../../../parser/format.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { printOrReplace, withApprovals } from '../approval-input.ts';
import type { approvalFmt } from './definition.ts';

export async function run(args: ArgumentsOf<typeof approvalFmt>, context: Context) {
  const { files, check } = args;
  return withApprovals(files, args, context, async (inputs) => {
    const formatted = inputs.map((input) => ({ input, document: formatApproval(input.document) }));
    if (check) {
      const others = formatted.filter(
        ({ input, document }) => document.source !== input.document.source,
      );
      context.stdout.printLines(others.map(({ input }) => input.file));
      return others.length > 0 ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
    }
    for (const { input, document } of formatted) await printOrReplace(input, document, context);
    return EXIT_CODES.done.code;
  });
}
