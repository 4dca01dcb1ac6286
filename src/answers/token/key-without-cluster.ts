import type { TokenKey } from '../../ceremony/token-key.ts';
import type { TokenRecord } from '../../token/record.ts';
import { formatKeyHandle } from '../../token/sdk5/key-reference.ts';
import { isKeyService } from '../../token/service.ts';

/**
 * The key that a token is for, where there is no cluster that could say more of it.
 *
 * @returns nothing where the token's service is about no key
 */
export function keyWithoutCluster(records: readonly TokenRecord[]): TokenKey | undefined {
  const [first] = records;
  if (first === undefined || !isKeyService(first.service)) return undefined;
  const { keyHandle, service, user: requester } = first;
  return {
    reference: formatKeyHandle(keyHandle),
    service,
    requester,
    found: { state: 'no-cluster' },
  };
}
