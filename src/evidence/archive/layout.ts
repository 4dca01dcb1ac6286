/**
 * What stands where in an archive of ours (APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16), to name the place in which another
 * differs.
 */
import type { ArchiveField, ArchivePlace } from '../../failure-codes/bundle.ts';

type Fields = readonly (readonly [field: ArchiveField, bytes: number])[];

/** Before each file. */
const LOCAL_FIELDS: Fields = [
  ['signature', 4],
  ['version-needed', 2],
  ['flags', 2],
  ['method', 2],
  ['time', 2],
  ['date', 2],
  ['crc-32', 4],
  ['compressed-size', 4],
  ['size', 4],
  ['name-length', 2],
  ['extra-length', 2],
];

/** Of each file in the list at the end. */
const DIRECTORY_FIELDS: Fields = [
  ['signature', 4],
  ['version-made-by', 2],
  ['version-needed', 2],
  ['flags', 2],
  ['method', 2],
  ['time', 2],
  ['date', 2],
  ['crc-32', 4],
  ['compressed-size', 4],
  ['size', 4],
  ['name-length', 2],
  ['extra-length', 2],
  ['comment-length', 2],
  ['disk', 2],
  ['internal-attributes', 2],
  ['external-attributes', 4],
  ['header-offset', 4],
];

/** At the end of all. */
const END_FIELDS: Fields = [
  ['signature', 4],
  ['disk', 2],
  ['directory-disk', 2],
  ['files-on-disk', 2],
  ['files', 2],
  ['directory-size', 4],
  ['directory-offset', 4],
  ['comment-length', 2],
];

/** A stretch of an archive. */
interface Stretch extends Omit<ArchivePlace, 'offset'> {
  readonly start: number;
  readonly end: number;
}

/** All of an archive, stretch by stretch. */
function* layOut(files: readonly (readonly [string, Uint8Array])[]): Generator<Stretch> {
  let start = 0;
  function* take(fields: Fields, path: string | null, part: ArchivePlace['part']) {
    for (const [field, bytes] of fields) {
      yield { path, part, field, start, end: start + bytes };
      start += bytes;
    }
  }
  for (const [path, content] of files) {
    const rest: Fields = [
      ['name', path.length],
      ['content', content.length],
    ];
    yield* take([...LOCAL_FIELDS, ...rest], path, 'file');
  }
  for (const [path] of files) {
    yield* take([...DIRECTORY_FIELDS, ['name', path.length]], path, 'directory');
  }
  yield* take(END_FIELDS, null, 'end');
}

/**
 * What stands at a place of an archive of ours.
 *
 * @param files those of the archive, in its order
 * @returns `trailing` of the end for what is behind all
 */
export function findPlace(
  files: readonly (readonly [path: string, content: Uint8Array])[],
  offset: number,
): ArchivePlace {
  for (const { start, end, ...place } of layOut(files)) {
    if (offset >= start && offset < end) return { ...place, offset };
  }
  return { path: null, part: 'end', field: 'trailing', offset };
}

/** Where a field of a file begins in an archive of ours. */
export function findField(
  files: readonly (readonly [path: string, content: Uint8Array])[],
  wanted: Omit<ArchivePlace, 'offset'>,
): number | undefined {
  for (const { start, path, part, field } of layOut(files)) {
    if (path === wanted.path && part === wanted.part && field === wanted.field) return start;
  }
  return undefined;
}
