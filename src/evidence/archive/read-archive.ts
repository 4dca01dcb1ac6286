import { Failure } from '../../failure.ts';
import type { ArchivePlace } from '../../failure-codes/bundle.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { findPathsProblem } from './bundle-path.ts';
import { findField, findPlace } from './layout.ts';
import { ARCHIVE_LIMITS, type BundleFiles, zip } from './write-archive.ts';

type Entry = readonly [path: string, content: Uint8Array];

/**
 * Reads an archive that `writeArchive` made, and no other: whatever programs may differ in is refused, be it allowed in
 * zip or not. From what was read the archive is built anew, and must be the same, byte for byte.
 *
 * @returns the files, in the order of the archive; parts of `bytes`, not copies
 * @throws Failure of kind `file`: `archive-kind` where it is no zip at all, `archive-too-large`, `archive-files`,
 *   `archive-path`; `archive-differs` with the first place that is another than in an archive of ours
 * @example
 * readArchive(writeArchive(new Map([['a.txt', token]]))).get('a.txt')?.length; // 160
 */
export function readArchive(bytes: Uint8Array): BundleFiles {
  if (bytes.length > ARCHIVE_LIMITS.bytes) {
    throw new Failure('archive-too-large', { bytes: bytes.length, most: ARCHIVE_LIMITS.bytes });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < END_SIZE || !looksLikeZip(view)) throw new Failure('archive-kind', {});
  const entries = walkEntries(bytes, view);
  const problem = findPathsProblem(entries.map(([path]) => path));
  if (problem !== undefined) throw new Failure('archive-path', problem);
  const anew = zip(entries);
  const offset = findDifference(bytes, anew);
  if (offset !== undefined)
    throw new Failure('archive-differs', explain(entries, offset, bytes, anew));
  return new Map(entries);
}

const SIGNATURES = { file: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 } as const;
const END_SIZE = 22;

/** Bytes of the header before a file, and where things stand in it (APPNOTE.TXT, 4.3.7). */
const HEADER = {
  size: 30,
  compressedSize: 18,
  fileSize: 22,
  nameLength: 26,
  extraLength: 28,
} as const;

function looksLikeZip(view: DataView): boolean {
  // One bit of the first signature may be another: then there is a place to name.
  const start = view.getUint32(0, true);
  const end = view.getUint32(view.byteLength - END_SIZE, true);
  return start === SIGNATURES.file || start === SIGNATURES.end || end === SIGNATURES.end;
}

/** From header to header, as far as there are any; nothing is believed of what they say but lengths. */
function walkEntries(bytes: Uint8Array, view: DataView): readonly Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at + HEADER.size <= bytes.length && view.getUint32(at, true) === SIGNATURES.file) {
    if (entries.length === ARCHIVE_LIMITS.files) {
      throw new Failure('archive-files', { files: entries.length + 1, most: ARCHIVE_LIMITS.files });
    }
    const nameEnd = at + HEADER.size + view.getUint16(at + HEADER.nameLength, true);
    const path = decodeLatin1(bytes.subarray(at + HEADER.size, nameEnd));
    const size = view.getUint32(at + HEADER.fileSize, true);
    const place = (field: ArchivePlace['field'], offset: number) =>
      new Failure('archive-differs', { path, part: 'file', field, offset: at + offset });
    if (view.getUint16(at + HEADER.extraLength, true) !== 0) {
      throw place('extra-length', HEADER.extraLength);
    }
    if (view.getUint32(at + HEADER.compressedSize, true) !== size) {
      throw place('compressed-size', HEADER.compressedSize);
    }
    const end = nameEnd + size;
    if (end > bytes.length) throw place('size', HEADER.fileSize);
    entries.push([path, bytes.subarray(nameEnd, end)]);
    at = end;
  }
  return entries;
}

function findDifference(found: Uint8Array, expected: Uint8Array): number | undefined {
  const length = Math.max(found.length, expected.length);
  // Beyond the end of either there is nothing, which no byte is the same as.
  for (let at = 0; at < length; at += 1) if (found[at] !== expected[at]) return at;
  return undefined;
}

function explain(
  entries: readonly Entry[],
  offset: number,
  found: Uint8Array,
  expected: Uint8Array,
): ArchivePlace {
  const place = findPlace(entries, offset);
  if (place.part !== 'file' || place.field !== 'crc-32') return place;
  // The sum stands in two places: where both are another than that of the content, the content is.
  const other = findField(entries, { ...place, part: 'directory' });
  const isOther = other !== undefined && !isSame(found, expected, other, 4);
  const content = findField(entries, { ...place, field: 'content' });
  return isOther && content !== undefined ? { ...place, field: 'content', offset: content } : place;
}

function isSame(one: Uint8Array, other: Uint8Array, start: number, length: number): boolean {
  for (let at = start; at < start + length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}
