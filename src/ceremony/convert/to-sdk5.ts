import { areUint8ArraysEqual } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { ApprovalDocument } from '../../parser/document.ts';
import { showText } from '../../parser/text.ts';
import { splitRecords } from '../../token/record.ts';
import type { ClassicSet } from '../formats/classic.ts';
import { readSdk5Set } from '../formats/sdk5.ts';
import { writeSdk5 } from '../formats/write-sdk5.ts';
import { carrySet, requireSameSet } from './carried-set.ts';
import type { ConvertRefusal, Unheld } from './refusal.ts';

export interface ConvertOptions {
  /** Whether to leave out comments and unknown members; default: they are a reason to refuse. */
  readonly drop?: boolean;
}

/** A new token file of the newer command line, or why there can be none. */
export type ConvertedToSdk5 =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly dropped: readonly Unheld[] }
  | { readonly ok: false; readonly refusal: ConvertRefusal };

/**
 * Carries the approvals of a classic file into one of the newer command line. Whether the signatures are
 * right is not looked at: those that are stay right.
 *
 * @param crypto has the hash function SHA-256
 * @returns the new file, and what of the old one it does not hold; or why there is none
 * @example
 * const converted = convertToSdk5(set, { drop: true }, nodeCrypto);
 * converted.ok && JSON.parse(new TextDecoder().decode(converted.bytes)).signatures.length; // 2
 */
export function convertToSdk5(
  set: ClassicSet,
  { drop = false }: ConvertOptions,
  crypto: Pick<CryptoProvider, 'sha256'>,
): ConvertedToSdk5 {
  const carried = carrySet(set);
  if ('refusal' in carried) return { ok: false, refusal: carried.refusal };
  if (set.readingsDiffer) return { ok: false, refusal: { code: 'readings-differ' } };
  if (!isOfToken(set)) {
    const path = showText(set.tokenFilePath);
    return { ok: false, refusal: { code: 'single-token', path } };
  }
  const unheld = findRemarks(set.document);
  if (unheld.length > 0 && !drop) return { ok: false, refusal: { code: 'unheld', unheld } };
  const bytes = writeSdk5(carried.set);
  requireSameSet(carried.set, readSdk5Set(bytes, '', crypto));
  return { ok: true, bytes, dropped: unheld };
}

/** Whether the single token says nothing that the token does not say, so that it can be left out. */
function isOfToken({ singleToken, token }: ClassicSet): boolean {
  if (singleToken === undefined || token === undefined) return true;
  return splitRecords(token.signedBytes).some((one) => areUint8ArraysEqual(one, singleToken));
}

function findRemarks({ items, lines }: ApprovalDocument): readonly Unheld[] {
  return items.flatMap((item): readonly Unheld[] => {
    const line = lines.lineOf(item.start);
    if (item.kind === 'comment') return [{ code: 'comment', line }];
    if (item.kind === 'stray') return [{ code: 'other-line', line }];
    if (item.kind !== 'field') return [];
    if (item.name === undefined) return [{ code: 'other-line', line }];
    return item.tail.trim() === '' ? [] : [{ code: 'comment', line }];
  });
}
