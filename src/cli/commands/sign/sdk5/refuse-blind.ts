import { uint8ArrayToHex } from 'uint8array-extras';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import { MAY_APPROVE } from '../../../../words/to-sign.ts';
import { CommandFailure } from '../../../command-failure.ts';
import { type Context, canAsk } from '../../../context.ts';
import { quoted } from '../../../input/read-file.ts';
import type { SignArguments } from '../sign-arguments.ts';
import { writeCommand } from '../write-command.ts';
import { isBlind } from './describe.ts';
import type { Prepared } from './prepare.ts';
import { findTokensAtHand } from './tokens-at-hand.ts';

/**
 * Refuses bare digests of which one is that of a quorum token, a request or a signed policy that is at hand, whatever was said or typed.
 *
 * @throws Failure of kind `file`
 */
export async function refuseTokensAtHand(
  prepared: Prepared,
  { not, token: inputs }: SignArguments,
  context: Context,
): Promise<void> {
  if (!isBlind(prepared)) return;
  const { path, toSign } = prepared;
  const atHand = await findTokensAtHand(inputs, not, context);
  for (const { path: member, digest } of toSign) {
    const file = atHand.get(uint8ArrayToHex(digest));
    if (file === undefined) continue;
    const what = file.isToken
      ? 'of the quorum token'
      : 'of what is signed of the request or policy';
    throw new CommandFailure(
      'file',
      `${quoted(path)} is not signed: ${member} is the digest ${what} in ${quoted(file.path)}, and the signature would approve it`,
      file.isToken
        ? `ask whoever made the file; the token is shown by: mofn token show ${quotePath(file.path)}`
        : 'ask whoever made the file',
    );
  }
}

/**
 * Refuses bare digests where nobody has said that they are to be signed, and nobody can be asked.
 *
 * @returns whether somebody has to be asked
 * @throws Failure of kind `file`
 */
export function mustAskOfBlind(
  prepared: Prepared,
  args: SignArguments,
  context: Context,
  { mayAsk }: { readonly mayAsk: boolean },
): boolean {
  if (!isBlind(prepared) || args.blind) return false;
  const { path } = prepared;
  if (mayAsk && path !== '-' && canAsk(context)) return true;
  throw new CommandFailure(
    'file',
    `${quoted(path)} is not signed: it holds bare digests; ${MAY_APPROVE}`,
    `where you have just asked for this log-in yourself: ${writeCommand(args, ['--blind'])}`,
  );
}
