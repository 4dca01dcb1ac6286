import { concatUint8Arrays, hexToUint8Array, uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { decodeLatin1 } from '../../latin1.ts';
import type { JsonValue } from '../json/json-document.ts';
import { readJson } from '../json/read-json.ts';
import { findRecordBytes } from '../record.ts';
import { readBase64 } from './base64.ts';

/**
 * The digests whose signature counts as an approval of a token in a file: of all that stands there together, of
 * each record, which may stand for a token by itself, and of some of the records. An HSM looks for its own among
 * those that were signed, wherever it stands.
 *
 * @param bytes a whole file, any bytes at all: records, among which others may be; JSON with `approval_data`
 * anywhere in it, sound or not; or records written as base64 or hex
 * @param crypto has the hash function SHA-256
 * @returns hex, the likeliest first; none where the file has no record in it
 * @example
 * findTokenDigests(readFileSync('officer1.token'), nodeCrypto).length; // 4: both records in either order, and each
 */
export function findTokenDigests(
  bytes: Uint8Array,
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): readonly string[] {
  const digests = new Set<string>();
  for (const data of listData(bytes)) {
    for (const signed of listSigned(data)) digests.add(uint8ArrayToHex(sha256(signed)));
  }
  return [...digests];
}

/** What the records may stand in. */
function* listData(bytes: Uint8Array): Generator<Uint8Array> {
  yield bytes;
  const { document } = readJson(bytes);
  const text = decodeLatin1(bytes);
  const texts = document === undefined ? scanForTexts(text) : findTexts(document.root, MEMBER);
  for (const one of texts) yield readBase64(one).bytes ?? new Uint8Array();
  yield readText(text);
}

const MEMBER = 'approval_data';
/** A value runs to the next quote, so that it may be broken into lines or cut off. */
const MEMBER_IN_TEXT = /"approval_data"\s*:\s*"([^"]*)/g;
const LINE_ENDS = /\\[rnt]/g;

/** Of what is no JSON, or not any more: in UTF-16, with another line before it, cut, or with line ends in the base64. */
function scanForTexts(text: string): readonly string[] {
  const letters = text.replaceAll('\0', '');
  return [...letters.matchAll(MEMBER_IN_TEXT)].map(([, value = '']) =>
    value.replaceAll('\\/', '/').replaceAll(LINE_ENDS, ''),
  );
}

/** Records that were written as text. */
function readText(text: string): Uint8Array {
  const bare = text.replaceAll(/\s/g, '');
  const isHex = bare.length % 2 === 0 && /^[0-9a-f]+$/i.test(bare);
  return (isHex ? hexToUint8Array(bare) : readBase64(bare).bytes) ?? new Uint8Array();
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

/** Of so many records every selection in every order: 64 of four. */
const MOST_IN_ANY_ORDER = 4;
/** Of so many, all that stand behind each other: an HSM takes no more. */
const MOST_IN_A_ROW = 32;

/** What an HSM may be shown as a token, of records that stand in some bytes. */
function* listSigned(data: Uint8Array): Generator<Uint8Array> {
  const records = findRecordBytes(data);
  if (records.length === 0) return;
  yield data;
  yield* records;
  const selections = records.length > MOST_IN_ANY_ORDER ? listRows(records) : listOrders(records);
  for (const selection of selections) yield concatUint8Arrays([...selection]);
}

function* listRows<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length > MOST_IN_A_ROW) return;
  for (let start = 0; start < items.length; start++) {
    for (let end = start + 2; end <= items.length; end++) yield items.slice(start, end);
  }
}

function* listOrders<T>(items: readonly T[]): Generator<readonly T[]> {
  for (const [at, item] of items.entries()) {
    yield [item];
    for (const others of listOrders(items.toSpliced(at, 1))) yield [item, ...others];
  }
}
