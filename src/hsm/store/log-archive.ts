import path from 'node:path';

import { isFailure } from '../../failure.ts';
import { syncFolder } from '../../files/folder.ts';
import { putNewFile, sweepTemporaries } from '../../files/put-in-place.ts';
import type { AuditEvent } from '../audit-record.ts';
import { damaged } from './document.ts';
import { validateLog } from './server-state.ts';
import { ioFailure, listFolder, readStateFile } from './store-files.ts';

/**
 * Where the older part of an audit log is kept, so that the document of an HSM stays small. A file
 * holds the records up to one, and is named by that one's number and hash: whoever writes it writes
 * the same bytes, so that it does not matter who is first, or whether a killed writer did it before.
 * It is on disk before a generation lets go of the records in it.
 */
export interface LogArchive {
  /** Keeps these records, which follow each other. */
  keep(events: readonly AuditEvent[]): void;
  /**
   * All records that lead up to one, oldest first.
   *
   * @param sequence number of the last of them, 0 for none
   * @param hash hash of the last of them
   * @throws Failure of kind `state` where a file is missing or damaged
   */
  readUpTo(sequence: number, hash: string): readonly AuditEvent[];
}

/** An archive in a folder that is there. */
export function openLogArchive(folder: string): LogArchive {
  return makeArchive(
    (name, events) => keepFile(folder, name, events),
    (name, sequence) => readPiece(path.join(folder, name), sequence),
  );
}

/** An archive in memory, for a cluster in memory. */
export function createMemoryArchive(): LogArchive {
  const pieces = new Map<string, readonly AuditEvent[]>();
  return makeArchive(
    (name, events) => pieces.set(name, events),
    (name) => pieces.get(name) ?? [],
  );
}

function makeArchive(
  keepPiece: (name: string, events: readonly AuditEvent[]) => void,
  readNamed: (name: string, sequence: number) => readonly AuditEvent[],
): LogArchive {
  return {
    keep(events) {
      const last = events.at(-1);
      if (last !== undefined) keepPiece(nameOf(last.sequence, last.hash), events);
    },
    readUpTo(sequence, hash) {
      const pieces: (readonly AuditEvent[])[] = [];
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

function keepFile(folder: string, name: string, events: readonly AuditEvent[]): void {
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
function readPiece(file: string, sequence: number): readonly AuditEvent[] {
  const bytes = readStateFile(file);
  if (bytes === undefined) throw damaged(file, { problem: 'log-part-missing' });
  const events = parsePiece(file, bytes);
  if (events.at(-1)?.sequence === sequence && events.length <= sequence) return events;
  throw damaged(file, { problem: 'log-part-end', record: sequence });
}

function parsePiece(file: string, bytes: Uint8Array): readonly AuditEvent[] {
  try {
    const lines = Buffer.from(bytes).toString('utf8').trimEnd().split('\n');
    return validateLog(lines.map((line) => JSON.parse(line)));
  } catch (error) {
    if (isFailure(error) && error.code === 'state-malformed') {
      throw damaged(file, error.values, error);
    }
    if (!(error instanceof SyntaxError)) throw error;
    throw damaged(file, { problem: 'json', detail: error.message }, error);
  }
}
