import { CommandFailure } from '../../../../command-failure.ts';
import { formatApproval } from '../../../../parser/format.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { printOrReplace, readApprovals, refuseToReplaceInput } from '../approval-input.ts';
import type { approvalFmt } from './definition.ts';

export async function run(
  args: ArgumentsOf<typeof approvalFmt>,
  context: Context,
): Promise<number> {
  const { files, check, write } = args;
  refuseNonsense(args);
  const inputs = await readApprovals(files, args['max-size'], context);
  const formatted = inputs.map((input) => ({ input, document: formatApproval(input.document) }));
  if (check) {
    const others = formatted.filter(
      ({ input, document }) => document.source !== input.document.source,
    );
    context.stdout.write(others.map(({ input }) => `${input.file}\n`).join(''));
    return others.length > 0 ? EXIT_CODES.negative.code : EXIT_CODES.done.code;
  }
  for (const { input, document } of formatted) printOrReplace(input, document, write, context);
  return EXIT_CODES.done.code;
}

function refuseNonsense({ files, check, write }: ArgumentsOf<typeof approvalFmt>): void {
  if (check && write) {
    throw new CommandFailure(
      'usage',
      'found --check and --write together',
      '--check only looks, --write changes',
    );
  }
  refuseToReplaceInput(files, write);
  if (!check && !write && files.length > 1) {
    throw new CommandFailure(
      'usage',
      `one file can be printed, found ${files.length}`,
      'add --write to change them in their places',
    );
  }
}
