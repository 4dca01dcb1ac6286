import type { ArgumentsOf } from '../../command.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { quoted } from '../../input/read-file.ts';
import { suggest } from '../../output/suggest.ts';
import { SHELLS } from '../../shells.ts';
import type { completion } from './definition.ts';
import { COMPLETION_SCRIPTS } from './scripts.ts';

export { completion as definition } from './definition.ts';

export async function run(
  args: ArgumentsOf<typeof completion>,
  { stdout }: Context,
): Promise<number> {
  const shell = SHELLS.find((each) => each === args.shell);
  if (shell === undefined) {
    throw new CommandFailure(
      'usage',
      `${quoted(args.shell)} is no shell that mofn completes in`,
      `${suggest(args.shell, SHELLS)}say bash, zsh or fish`,
    );
  }
  stdout.writeData(COMPLETION_SCRIPTS[shell]);
  return EXIT_CODES.done.code;
}
