import type { TokenRecord } from '../record.ts';
import { SERVICE } from '../service.ts';

/**
 * The key that a token is for, as the newer command line writes it: 16 digits in hex.
 *
 * @returns nothing where the service is about no key
 * @example
 * keyReferenceOf({ service: 5, keyHandle: 0x680006 }); // '0x0000000000680006'
 */
export function keyReferenceOf({
  service,
  keyHandle,
}: Pick<TokenRecord, 'service' | 'keyHandle'>): string | undefined {
  if (service !== SERVICE.useKey && service !== SERVICE.manageKey) return undefined;
  return `0x${keyHandle.toString(16).padStart(16, '0')}`;
}
