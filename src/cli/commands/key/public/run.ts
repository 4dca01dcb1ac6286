import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { openAnyKey } from '../../../keys/open-any-key.ts';
import { listKeyFiles } from '../../../keys/used-files.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { writeResult } from '../../../output/write-file.ts';
import { encodePublicKey } from '../encode-key.ts';
import type { keyPublic } from './definition.ts';

export { keyPublic as definition } from './definition.ts';

type Arguments = ArgumentsOf<typeof keyPublic>;

export async function run(args: Arguments, context: Context) {
  const { file, out, force } = args;
  const used = await listKeyFiles({ ...args, key: file });
  const outputs = planOutputs([{ what: 'public key', path: out }], { force, used }, context);
  outputs.refuseExisting();
  const { publicKey } = await openAnyKey(file, args, context);
  const place = outputs.placeOf(out);
  await writeResult(out, encodePublicKey(publicKey), 'public key', context, { force, place });
  return EXIT_CODES.done.code;
}
