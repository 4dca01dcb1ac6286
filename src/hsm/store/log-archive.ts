import path from 'node:path';

import { isFailure } from '../../failure.ts';
import { syncFolder } from '../../files/folder.ts';
import { isFolder } from '../../files/look.ts';
import { putNewFile, sweepTemporaries } from '../../files/put-in-place.ts';
import type { AuditHead, ChainLink } from '../audit-record.ts';
import { damaged } from './document.ts';
import { ioFailure, listFolder, makeFolder, readStateFile } from './store-files.ts';

/**
 * Where the older part of a log is kept, so that the document with its end stays small. A file
 * holds the records up to one, and is named by that one's number and hash: whoever writes it writes
 * the same bytes, so that it does not matter who is first, or whether a killed writer did it before.
 * It is on disk before a generation lets go of the records in it.
 */
export interface LogArchive<Event extends ChainLink> {
  /** Keeps these records, which follow each other. */
  keep(events: readonly Event[]): void;
  /**
   * All records that lead up to one, oldest first.
   *
   * @param sequence number of the last of them, 0 for none
   * @param hash hash of the last of them
   * @throws Failure of kind `state` where a file is missing or damaged
   */
  readUpTo(sequence: number, hash: string): readonly Event[];
}

/** How an archive in a folder is opened. */
export interface LogArchiveOptions<Event extends ChainLink> {
  /** Takes parsed records that have the right shape. @throws Failure `state-malformed` */
  readonly validate: (value: unknown) => readonly Event[];
  /** Whether the folder comes into being with the first records; else it has to be there. */
  readonly makeFolder?: boolean;
}

/** An archive in a folder. */
export function openLogArchive<Event extends ChainLink>(
  folder: string,
  options: LogArchiveOptions<Event>,
): LogArchive<Event> {
  return makeArchive(
    (name, events) => {
      if (options.makeFolder === true && !isFolder(folder)) makeFolder(folder);
      keepFile(folder, name, events);
    },
    (name, sequence) => readPiece(path.join(folder, name), sequence, options.validate),
  );
}

/** An archive in memory, for a cluster in memory. */
export function createMemoryArchive<Event extends ChainLink>(): LogArchive<Event> {
  const pieces = new Map<string, readonly Event[]>();
  return makeArchive(
    (name, events) => pieces.set(name, events),
    (name) => pieces.get(name) ?? [],
  );
}

function makeArchive<Event extends ChainLink>(
  keepPiece: (name: string, events: readonly Event[]) => void,
  readNamed: (name: string, sequence: number) => readonly Event[],
): LogArchive<Event> {
  return {
    keep(events) {
      const last = events.at(-1);
      if (last !== undefined) keepPiece(nameOf(last.sequence, last.hash), events);
    },
    readUpTo(sequence, hash) {
      const pieces: (readonly Event[])[] = [];
      let [number, digest] = [sequence, hash];
      while (number > 0) {
        const piece = readNamed(nameOf(number, digest), number);
        pieces.unshift(piece);
        number -= piece.length;
        digest = piece[0]?.previous ?? '';
      }
      return pieces.flat();
    },
  };
}

function nameOf(sequence: number, hash: string): string {
  return `${String(sequence).padStart(12, '0')}-${hash}.jsonl`;
}

function keepFile(folder: string, name: string, events: readonly ChainLink[]): void {
  const file = path.join(folder, name);
  const lines = events.map((event) => `${JSON.stringify(event)}\n`);
  try {
    // Where it is there already, it has the same bytes.
    putNewFile(file, Buffer.from(lines.join('')));
  } catch (error) {
    throw ioFailure('write', file, error, 'unchanged');
  }
  sweepTemporaries(folder, listFolder(folder));
  try {
    syncFolder(folder);
  } catch (error) {
    throw ioFailure('make-durable', file, error, 'unchanged');
  }
}

/** One file of the archive; its records lead up to the one it is named by. */
function readPiece<Event extends ChainLink>(
  file: string,
  sequence: number,
  validate: LogArchiveOptions<Event>['validate'],
): readonly Event[] {
  const bytes = readStateFile(file);
  if (bytes === undefined) throw damaged(file, { problem: 'log-part-missing' });
  const events = parsePiece(file, bytes, validate);
  if (events.at(-1)?.sequence === sequence && events.length <= sequence) return events;
  throw damaged(file, { problem: 'log-part-end', record: sequence });
}

function parsePiece<Event>(
  file: string,
  bytes: Uint8Array,
  validate: (value: unknown) => readonly Event[],
): readonly Event[] {
  try {
    const lines = Buffer.from(bytes).toString('utf8').trimEnd().split('\n');
    return validate(lines.map((line) => JSON.parse(line)));
  } catch (error) {
    if (isFailure(error) && error.code === 'state-malformed') {
      throw damaged(file, error.values, error);
    }
    if (!(error instanceof SyntaxError)) throw error;
    throw damaged(file, { problem: 'json', detail: error.message }, error);
  }
}

/** Records that a document holds before the older half of them goes to the archive. */
const RECORDS_KEPT = 64;
/** Characters of them all. Only records of mofn 0.1.0, which kept names whole, come near it. */
const LONGEST_RECORDS = 4 * 1024 * 1024;

/**
 * Moves the older part of a log that has grown into the archive. Nothing is written twice: a piece that is
 * in the archive already stays as it is.
 *
 * @returns what the document goes on holding
 */
export function archiveOld<Event extends ChainLink>(
  log: readonly Event[],
  archive: LogArchive<Event>,
): readonly Event[] {
  let kept = log;
  while (isTooMuch(kept)) {
    const half = Math.floor(Math.min(kept.length, RECORDS_KEPT) / 2);
    archive.keep(kept.slice(0, half));
    kept = kept.slice(half);
  }
  return kept;
}

/** One record alone stays, whatever its size. */
function isTooMuch(log: readonly ChainLink[]): boolean {
  return (
    log.length > RECORDS_KEPT || (log.length > 1 && JSON.stringify(log).length > LONGEST_RECORDS)
  );
}

/**
 * A whole log.
 *
 * @param log its newest part
 * @param head where it ends
 * @throws Failure of kind `state` where a part is missing or damaged
 */
export function readWholeLog<Event extends ChainLink>(
  log: readonly Event[],
  head: AuditHead,
  archive: LogArchive<Event>,
): readonly Event[] {
  const [first] = log;
  const before =
    first === undefined ? head : { sequence: first.sequence - 1, hash: first.previous };
  return [...archive.readUpTo(before.sequence, before.hash), ...log];
}
