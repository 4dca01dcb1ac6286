import {
  compareWords,
  type WordDifference,
  type WordsComparison,
} from '../../../../digest-words/compare-words.ts';
import { describeComparison, describeDifference } from '../../../../words/digest-words.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { readInput } from '../../../input/read-file.ts';
import { type NamedDigest, noteToken, readDigest } from '../read-digest.ts';
import type { DigestCompareAnswer } from './answer.ts';
import type { digestCompare } from './definition.ts';

export async function run(args: ArgumentsOf<typeof digestCompare>, context: Context) {
  const named = await readDigest(args.what, context);
  const comparison = compareWords(named.digest, await readSaid(args.words, context));
  if (args.json) context.stdout.printJson(encode(named, comparison));
  else context.stdout.printLines(describeComparison(named.what, comparison));
  const note = noteToken(named);
  if (note !== undefined && !comparison.agrees && !args.quiet) context.stderr.printLine(note);
  return comparison.agrees ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

async function readSaid(words: readonly string[], context: Context): Promise<string> {
  const read: string[] = [];
  for (const word of words) {
    // No word has a hyphen alone.
    read.push(word === '-' ? (await readInput('-', 'list of words', context)).toString() : word);
  }
  return read.join(' ');
}

function encode({ file, digest }: NamedDigest, comparison: WordsComparison): DigestCompareAnswer {
  const { agrees, right, said, saidDigest, differences } = comparison;
  return {
    schemaVersion: 1,
    file: file ?? null,
    digest,
    agrees,
    right,
    said,
    saidDigest: saidDigest ?? null,
    differences: differences.map(encodeDifference),
  };
}

function encodeDifference(difference: WordDifference): DigestCompareAnswer['differences'][number] {
  const expected = 'expected' in difference ? difference.expected : [];
  return {
    code: difference.code,
    word: difference.at,
    expected: typeof expected === 'string' ? [expected] : [...expected],
    said: 'said' in difference ? difference.said : null,
    nearest: ('nearest' in difference ? difference.nearest : undefined) ?? null,
    message: describeDifference(difference),
  };
}
