/**
 * Some bytes in every way in which people pack bytes into text: as they are, in UTF-16, base64 of either alphabet and cut
 * into lines however, hexadecimal and octal as dumps print them, lists of numbers, and each of these within another.
 */
import { decodeLatin1, encodeLatin1 } from '../../../latin1.ts';

/** Larger ones are looked at as they are and in one packing, not in two. */
const MOST_NESTED = 1 << 16;

/** @param depth how many packings are looked into, one within the other */
export function* listViews(bytes: Uint8Array, depth = 2): Generator<Uint8Array> {
  yield bytes;
  const raw = decodeLatin1(bytes);
  const letters = raw.includes('\0') ? raw.replaceAll('\0', '') : raw;
  if (letters !== raw) yield encodeLatin1(letters);
  if (depth === 0) return;
  const text = undoEscapes(letters);
  const deeper = bytes.length > MOST_NESTED ? 0 : depth - 1;
  const all = [
    ...unpackBase64(text),
    ...unpackHex(text),
    ...unpackWords(letters),
    ...unpackNumbers(letters),
  ];
  for (const unpacked of all) {
    yield* listViews(unpacked, deeper);
  }
}

/** Escapes of JSON and of addresses, behind which digits of base64 may be hidden, or their lines end. */
function undoEscapes(text: string): string {
  return text
    .replace(/\\u00([0-9a-f]{2})/gi, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    )
    .replace(/\\[nrt]/g, '')
    .replace(/%2b/gi, '+')
    .replace(/%2f/gi, '/');
}

/** In the standard alphabet, and in that of addresses; from each of four digits on, as nobody knows where one begins. */
function* unpackBase64(text: string): Generator<Uint8Array> {
  const standard = text.replace(/[^A-Za-z0-9+/]/g, '');
  const ofUrls = /[-_]/.test(text)
    ? text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/[^A-Za-z0-9+/]/g, '')
    : standard;
  for (const digits of new Set([standard, ofUrls])) {
    for (let at = 0; at < Math.min(4, digits.length); at += 1) yield decodeDigits(digits, at);
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, ALPHABET.indexOf(String.fromCharCode(code))),
);

function decodeDigits(digits: string, from: number): Uint8Array {
  const groups = Math.floor((digits.length - from) / 4);
  const bytes = new Uint8Array(groups * 3);
  for (let group = 0; group < groups; group += 1) {
    const at = from + group * 4;
    let value = 0;
    for (let digit = 0; digit < 4; digit += 1) {
      value = (value << 6) | (VALUES[digits.charCodeAt(at + digit)] ?? 0);
    }
    bytes[group * 3] = value >> 16;
    bytes[group * 3 + 1] = value >> 8;
    bytes[group * 3 + 2] = value;
  }
  return bytes;
}

/** As `3a:4f`, `\x3a\x4f`, `0x3a, 0x4f` or in groups, with or without offsets and letters beside them. */
function* unpackHex(text: string): Generator<Uint8Array> {
  const runs = text.replace(/\\x|0x|[\s:,-]/gi, '').match(/[0-9a-fA-F]{16,}/g) ?? [];
  for (const from of [0, 1]) {
    const digits = runs.map((run) => run.slice(from, run.length - ((run.length - from) % 2)));
    const all = digits.join('');
    if (all.length === 0) continue;
    yield Uint8Array.from({ length: all.length / 2 }, (_, at) =>
      Number.parseInt(all.slice(at * 2, at * 2 + 2), 16),
    );
  }
}

/** Words of two or four bytes, the last byte first: as `od`, `od -x`, `hexdump` and `xxd -e` print them. */
function* unpackWords(text: string): Generator<Uint8Array> {
  for (const [pattern, base, size] of WORDS) {
    const words = (text.match(pattern) ?? []).map((word) => Number.parseInt(word, base));
    yield Uint8Array.from({ length: words.length * size }, (_, at) => {
      return (words[Math.floor(at / size)] ?? 0) >>> (8 * (at % size));
    });
  }
}

const WORDS = [
  [/(?<!\w)[0-9a-f]{4}(?!\w)/gi, 16, 2],
  [/(?<!\w)[0-9a-f]{8}(?![\w:])/gi, 16, 4],
  [/(?<!\w)[01][0-7]{5}(?!\w)/g, 8, 2],
] as const;

/** One number for each byte: decimal as in lists of programs, with a sign or none, or octal as in escapes. */
function* unpackNumbers(text: string): Generator<Uint8Array> {
  yield Uint8Array.from(text.match(/(?<![\w.])-?\d{1,3}(?![\w.])/g) ?? [], Number);
  const octal = text.match(/(?<!\d)[0-3][0-7]{2}(?!\d)/g) ?? [];
  yield Uint8Array.from(octal, (digits) => Number.parseInt(digits, 8));
}
