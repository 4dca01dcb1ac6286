import type { Context } from '../../context.ts';
import { findTokenKey } from '../../input/find-token-key.ts';
import { describeBriefly } from './describe-message.ts';
import { isSdk5 } from './is-sdk5.ts';
import type { Message } from './message.ts';
import type { Task } from './plan.ts';
import { refuseClassicOptions } from './refuse-classic-options.ts';
import { refuseMixed } from './refuse-mixed.ts';
import type { OneOfMany } from './sdk5/many.ts';
import type { SignArguments } from './sign-arguments.ts';
import { encodeSigned } from './signed.ts';
import { writeSignature } from './write-signature.ts';

/**
 * One file of many, whichever kind it is of.
 *
 * @throws where it cannot be told what it is, or it has no place for what the command line puts in
 */
export async function prepareOne(
  message: Message,
  task: Task,
  args: SignArguments,
  context: Context,
): Promise<OneOfMany> {
  if (await isSdk5(message))
    return (await import('./sdk5/many.ts')).prepareOne(message, task, args, context);
  // Among many, --as and --role are for those of the other kind.
  refuseClassicOptions(message, task, { write: args.write });
  return {
    describe: () => describeBriefly(message),
    records: message.records,
    refuse: async () => refuseMixed(message, args.mixed),
    identity: () => message.digest,
    sign: async (signer) => {
      const signature = await signer.sign(message.bytes);
      await writeSignature(signature, task, args, context);
      const key = await findTokenKey(message.records, args.hsm, context);
      return encodeSigned(message, task, signer, signature, key);
    },
  };
}
