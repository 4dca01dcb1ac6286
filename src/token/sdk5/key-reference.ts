import type { TokenRecord } from '../record.ts';
import { isKeyService } from '../service.ts';

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
  return isKeyService(service) ? formatKeyHandle(keyHandle) : undefined;
}

/**
 * A key's handle as the newer command line writes it.
 *
 * @example
 * formatKeyHandle(0x680006); // '0x0000000000680006'
 */
export function formatKeyHandle(handle: number): string {
  return `0x${handle.toString(16).padStart(16, '0')}`;
}

/** Every key that the records of a token are for, each once. */
export function listKeyReferences(
  records: readonly Pick<TokenRecord, 'service' | 'keyHandle'>[],
): readonly string[] {
  return [...new Set(records.flatMap((record) => keyReferenceOf(record) ?? []))];
}
