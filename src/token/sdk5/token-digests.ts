import { uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { JsonValue } from '../json/json-document.ts';
import { looksLikeJson } from '../json/looks-like-json.ts';
import { readJson } from '../json/read-json.ts';
import { findRecords, splitRecords } from '../record.ts';
import { readBase64 } from './base64.ts';

/**
 * The digests whose signature counts as an approval of a token in a file: of all of its records together, and
 * of each, which may stand for a token by itself.
 *
 * @param bytes a whole file, any bytes at all: records, among which others may be, or JSON with `approval_data`
 * anywhere in it, sound or not
 * @param crypto has the hash function SHA-256
 * @returns hex; none where the file has no record in it
 * @example
 * findTokenDigests(readFileSync('officer1.token'), nodeCrypto).length; // 3: two records, and all
 */
export function findTokenDigests(
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): readonly string[] {
  if (!looksLikeJson(bytes)) return digestsOf(bytes, crypto);
  const { document } = readJson(bytes);
  const texts = document === undefined ? [] : findTexts(document.root, 'approval_data');
  return texts.flatMap((text) => digestsOf(readBase64(text).bytes ?? new Uint8Array(), crypto));
}

function digestsOf(
  bytes: Uint8Array,
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): readonly string[] {
  if (findRecords(bytes).records.length === 0) return [];
  return [bytes, ...splitRecords(bytes)].map((signed) => uint8ArrayToHex(sha256(signed)));
}

/** Texts of members of that name, however deep. */
function findTexts(value: JsonValue, name: string): readonly string[] {
  if (value.kind === 'array') return value.items.flatMap((item) => findTexts(item, name));
  if (value.kind !== 'object') return [];
  return value.members.flatMap((member) =>
    member.name === name && member.value.kind === 'string'
      ? [member.value.value]
      : findTexts(member.value, name),
  );
}
