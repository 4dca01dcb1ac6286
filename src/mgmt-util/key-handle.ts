import type { KeyHandle } from '../hsm/key-protocol.ts';

/**
 * A key's handle as typed: decimal, as this console prints it, or `0x…`, as the newer command line does.
 *
 * @returns undefined for anything else
 */
export function readKeyHandle(word: string | undefined): KeyHandle | undefined {
  return word !== undefined && /^(?:[0-9]{1,10}|0x[0-9a-f]{1,8})$/i.test(word)
    ? Number(word)
    : undefined;
}
