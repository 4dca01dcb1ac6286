import { holdsPassword } from '../../../ceremony/passwords/holds-password.ts';
import { findRecordPasswords } from '../../../ceremony/passwords/in-record.ts';
import { findScriptPasswords } from '../../../ceremony/passwords/in-script.ts';
import { readRecord } from '../../../ceremony/record/read-record.ts';
import type { CryptoProvider } from '../../../crypto-provider.ts';
import type { Piece } from '../../piece.ts';

/** Where a piece has a password: `steps[1].run` of a script, `line 5` of a record, nothing more of other pieces. */
export interface PasswordPlace {
  readonly at: string | null;
}

/**
 * Finds a password in a piece. Those of the emulated cluster, on which a ceremony is rehearsed, open nothing and are none.
 *
 * @returns the first
 */
export function findPassword(
  { kind, bytes }: Pick<Piece, 'kind' | 'bytes'>,
  crypto: Pick<CryptoProvider, 'sha256'>,
): PasswordPlace | undefined {
  if (kind === 'script') {
    const first = findScriptPasswords(bytes).find(({ isRehearsal }) => !isRehearsal);
    return first && { at: first.path };
  }
  if (kind === 'record') {
    const [line] = isRehearsal(bytes, crypto) ? [] : findRecordPasswords(bytes);
    return line === undefined ? undefined : { at: `line ${line}` };
  }
  // Of UTF-16 the letters are left.
  const text = new TextDecoder().decode(bytes).replaceAll('\0', '');
  return holdsPassword(text) ? { at: null } : undefined;
}

function isRehearsal(bytes: Uint8Array, crypto: Pick<CryptoProvider, 'sha256'>): boolean {
  const [first] = readRecord(bytes, crypto).entries;
  return first?.event.kind === 'opened' && first.event.isRehearsal;
}
