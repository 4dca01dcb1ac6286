import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { isFolder } from '../../../files/look.ts';
import type { ArgumentsOf } from '../../command.ts';
import type { Context } from '../../context.ts';
import { EXIT_CODES } from '../../exit-codes.ts';
import { readInput } from '../../input/read-file.ts';
import type { VerifyAnswer } from './answer.ts';
import type { verify } from './definition.ts';
import type { Verdict } from './verdict.ts';

type Arguments = ArgumentsOf<typeof verify>;

const LARGEST_MESSAGE = 256 * 1024 * 1024;

export async function run(args: Arguments, context: Context) {
  const { file, signature: signatureFile, key } = args;
  const stdinTaken = [file, signatureFile, key].includes('-');
  const message = await readInput(file, 'file to verify', context, LARGEST_MESSAGE);
  const signature = await readInput(signatureFile, 'signature', context);
  const verdict =
    key !== '-' && isFolder(resolve(context.cwd, key))
      ? await judgeByRoster(message, signature, args, context)
      : await judgeByKey(message, signature, { ...args, stdinTaken }, context);
  const explanation = args.explain
    ? (await import('./explain.ts')).explainByHand(args, verdict, signature.length)
    : undefined;
  if (args.json) {
    const { kind, text, ...rest } = verdict;
    const answer: VerifyAnswer = {
      schemaVersion: 1,
      file,
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

async function judgeByKey(
  message: Buffer,
  signature: Buffer,
  { key: path, passin, quiet, stdinTaken }: Arguments & { readonly stdinTaken: boolean },
  context: Context,
): Promise<Verdict> {
  const { openPublicKey } = await import('../../../signer/containers/public-key.ts');
  const { createPassphraseReader } = await import('../../keys/read-passphrase.ts');
  const { judgeWithKey } = await import('./verdict.ts');
  const bytes = await readInput(path, 'key', context);
  const key = await openPublicKey(bytes, {
    name: path,
    passphrase: createPassphraseReader(path, { passin, quiet, stdinTaken }, context),
  });
  return judgeWithKey(message, signature, key, path);
}

async function judgeByRoster(
  message: Buffer,
  signature: Buffer,
  { key: folder, quiet }: Arguments,
  context: Context,
): Promise<Verdict> {
  const { readRosterFolder } = await import('../../../node/roster-folder.ts');
  const { judgeWithRoster } = await import('./verdict.ts');
  const roster = readRosterFolder(folder, context.cwd);
  if (!quiet) {
    const { showRosterProblems } = await import('../../output/show-roster-problems.ts');
    showRosterProblems(roster, context);
  }
  return judgeWithRoster(message, signature, roster, folder);
}
