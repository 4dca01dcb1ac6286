import type { TokenKey } from '../../ceremony/token-key.ts';
import type { TokenRecord } from '../../token/record.ts';
import { isKeyService } from '../../token/service.ts';
import type { Context } from '../context.ts';

/**
 * The key that a token is for, as a cluster at hand tells it: the cluster is opened only where there is a key to look for.
 *
 * @param option what `--hsm` says; without it, MOFN_HSM
 * @returns nothing where the token's service is about no key
 */
export async function findTokenKey(
  records: readonly TokenRecord[],
  option: string | undefined,
  context: Context,
): Promise<TokenKey | undefined> {
  const [first] = records;
  if (first === undefined || !isKeyService(first.service)) return undefined;
  return (await import('./read-token-key.ts')).readTokenKey(first, records, option, context);
}
