/** The record of a ceremony while it is held: read once, and added to line by line. */
import { basename, dirname, join } from 'node:path';
import { LARGEST_RECORD_BYTES, readRecord } from '../../../../ceremony/record/read-record.ts';
import {
  RECORD_FILE,
  type RecordEntry,
  type RecordEvent,
} from '../../../../ceremony/record/record.ts';
import { writeEntry } from '../../../../ceremony/record/write-entry.ts';
import { readInstant, writeInstant } from '../../../../ceremony/request/instant.ts';
import { Failure } from '../../../../failure.ts';
import { type AppendFile, openToAppend } from '../../../../files/append-file.ts';
import { type HeldFolder, holdFolder } from '../../../../files/held-folder.ts';
import { type HeldLock, lockNameOf, takeLock } from '../../../../files/lock-file.ts';
import { identifyProcess } from '../../../../files/process-identity.ts';
import { systemNameOf } from '../../../../files/system-error.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import type { Context } from '../../../context.ts';

const WHAT = 'record of the ceremony';

export class Journal {
  readonly #file: AppendFile;
  readonly #folder: HeldFolder;
  readonly #lock: HeldLock;
  readonly #path: string;
  readonly #now: () => number;
  readonly #entries: RecordEntry[];
  #head: string;
  #isClosed = false;

  private constructor(
    path: string,
    file: AppendFile,
    folder: HeldFolder,
    lock: HeldLock,
    { now }: Pick<Context, 'now'>,
  ) {
    const { entries, head, unfinished } = readRecord(file.bytes, nodeCrypto);
    this.#path = path;
    this.#file = file;
    this.#folder = folder;
    this.#lock = lock;
    this.#now = now;
    this.#entries = [...entries];
    this.#head = head;
    this.lost = unfinished;
  }

  /** Bytes of a line that was never finished; they are dropped with the first line that is added. */
  lost: number;

  /**
   * Opens the record of a folder, and makes it where there is none. Nobody else can until it is closed.
   *
   * @param path of the record, absolute
   * @throws Failure `ceremony-held`, `file-unreadable`, `ceremony-record-…`
   */
  static async open(path: string, context: Pick<Context, 'now'>): Promise<Journal> {
    let folder: HeldFolder | undefined;
    let lock: HeldLock | undefined;
    let file: AppendFile | undefined;
    try {
      folder = holdFolder(dirname(path));
      const name = lockNameOf(basename(path));
      const taken = await takeLock(folder, name, async () => false);
      if (!('release' in taken)) {
        const isHere = taken.holder?.pidNamespace === identifyProcess().pidNamespace;
        const by = taken.holder === undefined ? null : { pid: taken.holder.pid, isHere };
        throw new Failure('ceremony-held', { lock: join(dirname(path), taken.lock), by });
      }
      lock = taken;
      file = openToAppend(folder.at(RECORD_FILE), LARGEST_RECORD_BYTES);
      return new Journal(path, file, folder, lock, context);
    } catch (error) {
      file?.close();
      lock?.release();
      folder?.close();
      if (error instanceof Failure) throw error;
      const system = systemNameOf(error);
      throw new Failure('file-unreadable', { what: WHAT, path, system }, { cause: error });
    }
  }

  get entries(): readonly RecordEntry[] {
    return this.#entries;
  }

  /** SHA-256, hex, of the last line. */
  get head(): string {
    return this.#head;
  }

  /** A time as the record has it; never before its last line, even where the clock is put back a little. */
  time(): string {
    const last = readInstant(this.#entries.at(-1)?.at ?? '') ?? 0;
    return writeInstant(Math.max(last, Math.floor(this.#now() / 1000)));
  }

  /**
   * Adds a line, which is on disk on return.
   *
   * @throws Failure `file-unwritable`, `file-changed`
   */
  add(event: RecordEvent): void {
    const entry = {
      number: this.#entries.length,
      previous: this.#head,
      at: this.time(),
      event,
    };
    const line = Buffer.from(writeEntry(entry));
    try {
      if (this.lost > 0) this.#file.cut(this.#file.bytes.length - this.lost);
      this.lost = 0;
      this.#file.append(Buffer.concat([line, Buffer.from('\n')]));
    } catch (error) {
      if (error instanceof RangeError) {
        throw new Failure('file-changed', { what: WHAT, path: this.#path });
      }
      const system = systemNameOf(error);
      throw new Failure(
        'file-unwritable',
        { what: WHAT, path: this.#path, system },
        { cause: error },
      );
    }
    this.#entries.push(entry);
    this.#head = Buffer.from(nodeCrypto.sha256(line)).toString('hex');
  }

  /** Lets go of it; once more does nothing. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#file.close();
    this.#lock.release();
    this.#folder.close();
  }
}
