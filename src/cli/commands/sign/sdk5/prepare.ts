/**
 * What is to be signed in a file of the newer command line, and everything that speaks against it that the
 * file itself tells.
 */
import { uint8ArrayToHex } from 'uint8array-extras';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { findOddities, type TokenOddity } from '../../../../token/oddities.ts';
import type { TokenRecord } from '../../../../token/record.ts';
import type { Sdk5Document } from '../../../../token/sdk5/document.ts';
import { listToSign, type ToSign } from '../../../../token/sdk5/to-sign.ts';
import { readSdk5File } from '../../../../token/sdk5-token.ts';
import { readTokenFile } from '../../../../token/token-file.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import { describeThrown } from '../../../output/describe-thrown.ts';
import type { Message } from '../message.ts';
import type { SignArguments } from '../sign-arguments.ts';
import { type Approver, findApprover } from './approver.ts';

/** A file of the newer command line that may be signed, as far as it can be told from the file itself. */
export interface Prepared {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly document: Sdk5Document;
  readonly toSign: readonly ToSign[];
  /** Of a quorum token. */
  readonly records: readonly TokenRecord[];
  readonly oddities: readonly TokenOddity[];
  /** Of a quorum token whose approval is put in. */
  readonly approver: Approver | undefined;
  /** Another where anything else would be signed. */
  readonly identity: string;
}

/**
 * @throws Failure of kind `file` where the file is not sound, where a digest is not of the data beside it, where
 *   data of a registration are records, or where there is a signature already and `--force` is not given; of kind
 *   `usage` where the command line does not fit it
 */
export async function prepareSdk5(
  message: Pick<Message, 'path' | 'bytes'>,
  args: SignArguments,
  context: Context,
): Promise<Prepared> {
  const { path, bytes } = message;
  const document = await read(message, context);
  const toSign = listToSign(document);
  const records = document.kind === 'quorum' ? readTokenFile(bytes, nodeCrypto).records : [];
  const oddities = findOddities(records);
  const isPutIn = document.kind === 'quorum' && !args.detached;
  refuseUnfit({ path, toSign }, args);
  return {
    path,
    bytes,
    document,
    toSign,
    records,
    oddities,
    approver: isPutIn ? findApprover(path, document, records[0]?.service ?? 0, args) : undefined,
    identity: toSign.map(({ digest }) => uint8ArrayToHex(digest)).join(' '),
  };
}

async function read(
  { path, bytes }: Pick<Message, 'path' | 'bytes'>,
  context: Context,
): Promise<Sdk5Document> {
  try {
    return readSdk5File(bytes, nodeCrypto);
  } catch (error) {
    const told = await describeThrown(error, context);
    if (told === undefined) throw error;
    const name = path === '-' ? 'standard input' : quoted(path);
    throw new CommandFailure(told.kind, `${name} is not signed: ${told.message}`, told.hint, {
      cause: error,
    });
  }
}

function refuseUnfit(
  { path, toSign }: Pick<Prepared, 'path' | 'toSign'>,
  args: SignArguments,
): void {
  const { detached, force } = args;
  if (detached && toSign.length > 1) {
    throw new CommandFailure(
      'usage',
      `${quoted(path)} wants ${countNoun(toSign.length, 'signature')}, and --detached answers one`,
      'leave out --detached to have the file with all of them in it',
    );
  }
  const signed = detached || force ? undefined : toSign.find(({ isSigned }) => isSigned);
  if (signed === undefined) return;
  throw new CommandFailure(
    'file',
    `${quoted(path)} is not signed: there is a signature of ${signed.path} already`,
    '"mofn verify" tells whether it is right; where it is yours and wrong, --force puts another in its place',
  );
}
