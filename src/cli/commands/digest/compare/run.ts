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

export { digestCompare as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof digestCompare>, context: Context) {
  const named = await readDigest(args.what, context);
  const { digest, of, comparison } = compareAll(named, await readSaid(args.words, context));
  const { agrees } = comparison;
  if (args.json) context.stdout.printJson(encode(named.file, digest, of, comparison));
  else if (of !== 'token') context.stdout.printLines(describeComparison(named.what, comparison));
  else context.stdout.printLines(describeToken(named.what, comparison));
  const note = of === 'token' ? undefined : noteToken(named);
  if (note !== undefined && !agrees && !args.quiet) context.stderr.printLine(note);
  return agrees ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

interface Compared {
  readonly digest: string;
  readonly of: DigestCompareAnswer['of'];
  readonly comparison: WordsComparison;
}

/** Of a file with a token in it two digests are read out: that is meant of which more words are right. */
function compareAll({ digest, file, tokens }: NamedDigest, said: string): Compared {
  let best: Compared = {
    digest,
    of: file === undefined ? 'digest' : 'file',
    comparison: compareWords(digest, said),
  };
  for (const token of tokens) {
    const comparison = compareWords(token, said);
    // By chance a word or two of another digest are right.
    const isMeant =
      comparison.agrees ||
      comparison.isBeginning ||
      comparison.right * 2 > comparison.expected.length;
    if (!isMeant || comparison.right <= best.comparison.right) continue;
    best = { digest: token, of: 'token', comparison };
  }
  return best;
}

function describeToken(what: string, comparison: WordsComparison): readonly string[] {
  const lines = describeComparison(what.replace(/^SHA-256 of/, 'token in'), comparison);
  if (!comparison.agrees) return lines;
  return [...lines, '  so it is the same token; the file may still have other approvals in it'];
}

async function readSaid(words: readonly string[], context: Context): Promise<string> {
  const read: string[] = [];
  for (const word of words) {
    // No word has a hyphen alone.
    read.push(word === '-' ? (await readInput('-', 'list of words', context)).toString() : word);
  }
  return read.join(' ');
}

function encode(
  file: string | undefined,
  digest: string,
  of: DigestCompareAnswer['of'],
  comparison: WordsComparison,
): DigestCompareAnswer {
  const { agrees, right, said, saidDigest, differences } = comparison;
  return {
    schemaVersion: 1,
    file: file ?? null,
    digest,
    of,
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
