import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openAnyKey } from '../../../keys/open-any-key.ts';
import { refuseExisting } from '../../../output/refuse-existing.ts';
import { writeResult } from '../../../output/write-file.ts';
import { encodePublicKey } from '../encode-key.ts';
import type { keyPublic } from './definition.ts';

type Arguments = ArgumentsOf<typeof keyPublic>;

export async function run(args: Arguments, context: Context) {
  const { file, out, force } = args;
  if (!force) refuseExisting([out], context);
  const { publicKey } = await openAnyKey(file, args, context);
  await writeResult(out, encodePublicKey(publicKey), 'public key', context, { force });
  return EXIT_CODES.done.code;
}
