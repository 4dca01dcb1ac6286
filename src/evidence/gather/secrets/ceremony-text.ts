import { readRecord } from '../../../ceremony/record/read-record.ts';
import { readScript } from '../../../ceremony/script/read-script.ts';
import type { CryptoProvider } from '../../../crypto-provider.ts';
import { decodeLatin1, encodeLatin1 } from '../../../latin1.ts';
import type { PieceKind } from '../../piece.ts';

/**
 * What of a piece is looked through for passwords. Those of the emulated cluster, on which a ceremony is rehearsed, open
 * nothing.
 */
export function textOfCeremony(
  kind: PieceKind,
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): Uint8Array {
  if (kind === 'script') return textOfScript(bytes, crypto);
  return kind === 'record' && isRehearsal(bytes, crypto) ? new Uint8Array() : bytes;
}

function isRehearsal(bytes: Uint8Array, crypto: Pick<CryptoProvider, 'sha256'>): boolean {
  const [first] = readRecord(bytes, crypto).entries;
  return first?.event.kind === 'opened' && first.event.isRehearsal;
}

/**
 * What a script says of the ceremony itself.
 *
 * @returns comments, and everything that is shown or run; of what is no script all
 */
function textOfScript(bytes: Uint8Array, { sha256 }: Pick<CryptoProvider, 'sha256'>): Uint8Array {
  const openPolicy = () => ({ code: 'not-looked-at' as const });
  const { script } = readScript(bytes, { sha256, openPolicy });
  if (script === undefined) return bytes;
  const { title, purpose, place, participants, steps } = script;
  const people = participants.flatMap(({ name, role }) => [name, role]);
  const said = steps.flatMap(({ text, act, result = '' }) => [
    text,
    act.kind === 'run' ? act.command : act.statement,
    result,
  ]);
  const comments = decodeLatin1(bytes).match(/(?:^|[ \t])#.*$/gm) ?? [];
  const utf8 = new TextEncoder().encode([title, purpose, place, ...people, ...said].join('\n'));
  return encodeLatin1(`${comments.join('\n')}\n${decodeLatin1(utf8)}`);
}
