import { createHash } from 'node:crypto';
import { looksLikeJson } from '../../../token/json/looks-like-json.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { readInput } from '../../input/read-file.ts';
import type { VerifyAnswer } from './answer.ts';
import { openKeys, type VerifyArguments } from './keys.ts';
import type { Verdict } from './verdict.ts';

export { verify as definition } from './definition.ts';

const LARGEST_MESSAGE = 256 * 1024 * 1024;

export async function run(args: VerifyArguments, context: Context): Promise<number> {
  const { file, signature: signatureFile } = args;
  const message = await readInput(file, 'file to verify', context, LARGEST_MESSAGE);
  const isJson = looksLikeJson(message);
  if (isJson || signatureFile === undefined) {
    const { isSdk5File } = await import('../sign/sdk5/is-sdk5-file.ts');
    if ((isJson && signatureFile === undefined) || isSdk5File(message)) {
      const { runSdk5 } = await import('./sdk5/run.ts');
      return runSdk5(message, args, context);
    }
  }
  if (signatureFile === undefined) {
    throw new CommandFailure(
      'usage',
      '--signature is missing',
      'only JSON files of the newer command line have their signatures in them',
    );
  }
  const signature = await readInput(signatureFile, 'signature', context);
  const keys = await openKeys(args, message, context);
  const { judgeWithKey, judgeWithRoster } = await import('./verdict.ts');
  const verdict =
    keys.kind === 'key'
      ? judgeWithKey(message, signature, keys.key, keys.path)
      : judgeWithRoster(message, signature, keys.roster);
  const explanation = args.explain
    ? (await import('./explain.ts')).explainByHand(
        { ...args, signature: signatureFile },
        verdict,
        signature.length,
      )
    : undefined;
  if (args.json) {
    const { kind, text, ...rest } = verdict;
    const answer: VerifyAnswer = {
      schemaVersion: 1,
      file,
      format: 'classic',
      sha256: createHash('sha256').update(message).digest('hex'),
      signature: signatureFile,
      verified: kind === 'right',
      reason: kind === 'right' ? null : text,
      ...rest,
      ...(explanation && { byHand: explanation }),
    };
    context.stdout.printJson(answer);
  } else {
    context.stdout.printLines([`${kindWords(verdict)}: ${verdict.text}`, ...(explanation ?? [])]);
  }
  return verdict.kind === 'right' ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

function kindWords({ kind }: Verdict): string {
  return kind === 'right' ? 'right' : 'wrong';
}
