import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted } from '../../../input/read-file.ts';
import { openAnyKey } from '../../../keys/open-any-key.ts';
import type { KeyShowAnswer } from '../answer.ts';
import { collectKeyFacts, describeKeyFacts } from '../key-facts.ts';
import type { keyShow } from './definition.ts';

export { keyShow as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof keyShow>;

export async function run(args: Arguments, context: Context) {
  const { holds, publicKey } = await openAnyKey(args.file, args, context);
  const facts = collectKeyFacts(publicKey);
  if (args.json) {
    const answer: KeyShowAnswer = { schemaVersion: 1, file: args.file, holds, ...facts };
    context.stdout.printJson(answer);
  } else {
    context.stdout.printLines([
      `${quoted(args.file)} holds a ${holds}`,
      ...describeKeyFacts(facts),
    ]);
  }
  return EXIT_CODES.done.code;
}
