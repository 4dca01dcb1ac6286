import { wordsOfDigest } from '../../../../digest-words/words-of-digest.ts';
import { describeWords } from '../../../../words/digest-words.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { noteToken, readDigest } from '../read-digest.ts';
import type { DigestWordsAnswer } from './answer.ts';
import type { digestWords } from './definition.ts';

export { digestWords as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof digestWords>, context: Context) {
  const named = await readDigest(args.what, context);
  const { digest, file, what } = named;
  const words = wordsOfDigest(digest);
  if (args.json) {
    const answer: DigestWordsAnswer = { schemaVersion: 1, file: file ?? null, digest, words };
    context.stdout.printJson(answer);
  } else {
    context.stdout.printLine(file === undefined ? what : `${what}: ${digest}`);
    context.stdout.printLines(describeWords(words).map((line) => `  ${line}`));
  }
  const note = noteToken(named);
  if (note !== undefined && !args.quiet) context.stderr.printLine(note);
  return EXIT_CODES.done.code;
}
