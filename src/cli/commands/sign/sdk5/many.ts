/** Files of the newer command line among many that are signed at once. Nobody is asked about one of them. */
import type { OpenedSigner } from '../../../../signer/signer.ts';
import type { TokenRecord } from '../../../../token/record.ts';
import type { Context } from '../../../context.ts';
import { findTokenKey } from '../../../input/find-token-key.ts';
import type { Signed } from '../answer.ts';
import type { Message } from '../message.ts';
import type { Task } from '../plan.ts';
import { refuseMixed } from '../refuse-mixed.ts';
import type { SignArguments } from '../sign-arguments.ts';
import { describeSdk5Briefly } from './describe.ts';
import { encodeSdk5 } from './encode.ts';
import { prepareSdk5 } from './prepare.ts';
import { mustAskOfBlind, refuseTokensAtHand } from './refuse-blind.ts';
import { signPrepared } from './sign-prepared.ts';
import { type Work, writeSigned } from './write-signed.ts';

/** A file that may be signed. */
export interface OneOfMany {
  /** For people, in a line. */
  readonly describe: () => string;
  readonly records: readonly TokenRecord[];
  /** Throws where it is not to be signed. */
  readonly refuse: () => Promise<void>;
  /** Another where anything else would be signed. */
  readonly identity: () => string;
  /** Signs it, and writes what comes of it. */
  readonly sign: (signer: OpenedSigner) => Promise<Signed>;
}

/** @throws as prepareSdk5 */
export async function prepareOne(
  message: Message,
  task: Task,
  args: SignArguments,
  context: Context,
): Promise<OneOfMany> {
  const prepared = await prepareSdk5(message, args, context);
  return {
    describe: () => describeSdk5Briefly(prepared),
    records: prepared.records,
    refuse: async () => {
      refuseMixed(prepared, args.mixed);
      await refuseTokensAtHand(prepared, args, context);
      mustAskOfBlind(prepared, args, context, { mayAsk: false });
    },
    identity: () => prepared.identity,
    sign: async (signer) => {
      const signatures = await signPrepared(prepared, signer);
      const work: Work = { prepared, signatures, signer };
      await writeSigned(work, task, args, context);
      return encodeSdk5(work, task, args, await findTokenKey(prepared.records, args.hsm, context));
    },
  };
}
