import type { Context } from '../../../context.ts';
import type { SignArguments } from '../sign-arguments.ts';
import type { OpenedRequest } from './open-request.ts';
import type { RequestTask } from './plan-request.ts';
import type { TokenAtHand } from './prepare-request.ts';

/**
 * Opens what is signed before a token; all that it takes is loaded only where there is a request.
 *
 * @throws as prepareRequest
 */
export async function loadRequest(
  task: RequestTask | undefined,
  token: TokenAtHand,
  args: SignArguments,
  context: Context,
): Promise<OpenedRequest | undefined> {
  if (task === undefined) return undefined;
  const { openRequest } = await import('./open-request.ts');
  return openRequest(task, token, null, args, context);
}
