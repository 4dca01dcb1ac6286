/**
 * The approval file as the HSM's own tool reads it, which is not as a person does: it goes by pieces
 * of 511 bytes, knows six keys, counts to three, and says next to nothing about the rest.
 *
 * Source: `approveToken` of the vendor's published `Cfm2Util`; that `cloudhsm_mgmt_util` reads the
 * same way is an inference (same format, same vendor).
 */
import type { DeviceError, DeviceWarning } from './device/codes.ts';
import { DEVICE_LIMITS } from './device/limits.ts';
import {
  createPieceReader,
  type DeviceField,
  FIELDS_OF_PART,
  type PieceReader,
  warningsOf,
} from './device/reader.ts';
import { encodeText, type FieldText } from './text.ts';

export type { DeviceError, DeviceWarning } from './device/codes.ts';
export { DEVICE_FIELDS, type DeviceFieldName } from './device/fields.ts';
export { DEVICE_LIMITS } from './device/limits.ts';
export type { DeviceField } from './device/reader.ts';

/** An approver, as the device reads one. */
export interface DeviceApprover {
  /** 1 is CU, 2 is CO; the device refuses any other of 0…255. */
  readonly type: number;
  readonly name: FieldText;
  /** Path of the signature file. */
  readonly file: FieldText;
}

/** What the device makes of a file. */
export interface DeviceReading {
  /** Empty where the file has none. */
  readonly multiTokenFilePath: FieldText;
  /** Empty where the file has none; then it is not opened. */
  readonly tokenFilePath: FieldText;
  /** 0…4294967295; 0 where the file has none. */
  readonly numberOfApprovals: number;
  /**
   * Approvers whose three fields were read, in order; of those that the device refuses, the first is
   * the last here.
   */
  readonly approvers: readonly DeviceApprover[];
  /** What did not end the reading: fields that are too long, values whose end is undefined. */
  readonly warnings: readonly DeviceWarning[];
  /** What ended it. */
  readonly error: DeviceError | null;
}

/** A file that the device has opened. */
export interface DeviceFile {
  /** The file's size, in bytes. */
  readonly size: number;
  /** Its first bytes: as many as were asked for, or all where it has fewer. */
  readonly start: Uint8Array;
}

/** How the device gets at the files that an approval file names. */
export interface DeviceFiles {
  /**
   * @param path as it stands in the approval file, possibly empty; relative paths start at the working
   *   directory, never at the approval file's folder
   * @param length how many bytes of it are wanted
   * @returns undefined where it cannot be opened
   */
  open(path: FieldText, length: number): DeviceFile | undefined;
}

/** What the device hands to the HSMs. */
export interface DeviceApproval {
  /** All bytes that were signed: one record of 80 bytes for each HSM. */
  readonly multiToken: Uint8Array;
  /** The record of the single token file, where the approval file names one. */
  readonly singleToken: Uint8Array | undefined;
  /** The approvers, with the first 256 bytes of their signature files. */
  readonly approvals: readonly (DeviceApprover & { readonly signature: Uint8Array })[];
}

/** A reading with the files that the approval file names. */
export interface DeviceRun {
  readonly reading: DeviceReading;
  /** The fields that were read, in order, with their places. */
  readonly fields: readonly DeviceField[];
  /** Undefined where the reading ended in an error. */
  readonly approval: DeviceApproval | undefined;
}

/**
 * Reads an approval file as the device does, as if every file that it names could be opened and had
 * the right size. An empty path still cannot be opened.
 *
 * @param source the file's bytes, any bytes at all; or its text, which is read as its UTF-8 bytes
 * @returns the reading; it never throws
 * @example
 * readAsDevice('Multi Token File Path = t;\nNumber of Approvals = 0;\n').error; // null
 */
export function readAsDevice(source: Uint8Array | string): DeviceReading {
  return readApprovalAsDevice(source, EVERY_FILE).reading;
}

/** Files that all open and have the right size. */
export const EVERY_FILE: DeviceFiles = {
  open: (path, length) =>
    path === '' ? undefined : { size: length, start: new Uint8Array(length) },
};

/**
 * Reads an approval file and the files that it names, in the device's order: header, single token
 * file, multi token file and its size, the two counts, then the approvers one by one, each with its
 * signature file. The first thing that is wrong ends it, so a later mistake shows only after the
 * earlier files could be opened.
 *
 * @param source the file's bytes, any bytes at all; or its text, which is read as its UTF-8 bytes
 * @param files how to get at the files that it names
 */
export function readApprovalAsDevice(source: Uint8Array | string, files: DeviceFiles): DeviceRun {
  const bytes = typeof source === 'string' ? encodeText(source) : source;
  const run = new Run(createPieceReader(bytes), files);
  const approval = run.read();
  return { reading: run.reading(), fields: run.fields, approval };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A reading on its way. */
class Run {
  readonly #pieces: PieceReader;
  readonly #files: DeviceFiles;
  readonly fields: DeviceField[] = [];
  readonly #warnings: DeviceWarning[] = [];
  readonly #approvers: DeviceApprover[] = [];
  readonly #header: Writable<
    Pick<DeviceReading, 'multiTokenFilePath' | 'tokenFilePath' | 'numberOfApprovals'>
  > = { multiTokenFilePath: '', tokenFilePath: '', numberOfApprovals: 0 };
  #error: DeviceError | null = null;

  constructor(pieces: PieceReader, files: DeviceFiles) {
    this.#pieces = pieces;
    this.#files = files;
  }

  reading(): DeviceReading {
    return {
      ...this.#header,
      approvers: this.#approvers,
      warnings: this.#warnings,
      error: this.#error,
    };
  }

  read(): DeviceApproval | undefined {
    this.#readHeader();
    const single = this.#readSingleToken();
    if (single === null) return undefined;
    const multiToken = this.#readMultiToken(single);
    if (multiToken === null) return undefined;
    const approvals = this.#readApprovals();
    return approvals && { multiToken, singleToken: single, approvals };
  }

  /** Three fields, duplicates included; the last of each wins. The file may end before. */
  #readHeader(): void {
    for (let counted = 0; counted < FIELDS_OF_PART; ) {
      const field = this.#readField('header');
      if (field === undefined) return;
      if (!field.counted) continue;
      counted++;
      if (field.field === 'numberOfApprovals') this.#header.numberOfApprovals = field.number ?? 0;
      if (field.field === 'tokenFilePath') this.#header.tokenFilePath = field.text;
      if (field.field === 'multiTokenFilePath') this.#header.multiTokenFilePath = field.text;
    }
  }

  /** Undefined where the file names none, null after an error. */
  #readSingleToken(): Uint8Array | undefined | null {
    const path = this.#header.tokenFilePath;
    if (path === '') return undefined;
    const file = this.#files.open(path, DEVICE_LIMITS.tokenRecord);
    if (file === undefined) return this.#fail({ code: 'cannot-open', path });
    const record = file.start.subarray(0, DEVICE_LIMITS.tokenRecord);
    if (record.length < DEVICE_LIMITS.tokenRecord) {
      return this.#fail({ code: 'short-token', path });
    }
    return record;
  }

  #readMultiToken(single: Uint8Array | undefined): Uint8Array | null {
    const path = this.#header.multiTokenFilePath;
    const file = this.#files.open(path, DEVICE_LIMITS.tokens * DEVICE_LIMITS.tokenRecord);
    if (file === undefined) return this.#fail({ code: 'cannot-open', path });
    if (file.size % DEVICE_LIMITS.tokenRecord !== 0) {
      return this.#fail({ code: 'token-size', bytes: file.size });
    }
    if (this.#header.numberOfApprovals > DEVICE_LIMITS.approvals) {
      return this.#fail({ code: 'too-many-approvals' });
    }
    const records = file.size / DEVICE_LIMITS.tokenRecord;
    if (records > DEVICE_LIMITS.tokens) return this.#fail({ code: 'too-many-tokens' });
    if (records === 1 && single !== undefined) return single;
    if (file.start.length < file.size) {
      return this.#fail({ code: 'short-tokens', records, path });
    }
    return file.start.subarray(0, file.size);
  }

  #readApprovals(): DeviceApproval['approvals'] | undefined {
    const approvals: (DeviceApprover & { signature: Uint8Array })[] = [];
    const expected = this.#header.numberOfApprovals;
    while (approvals.length < expected) {
      const approver = this.#readApprover();
      if (approver === undefined) {
        this.#fail({ code: 'missing-approver', read: approvals.length, expected });
        return undefined;
      }
      this.#approvers.push(approver);
      const signature = this.#readSignature(approver);
      if (signature === null) return undefined;
      approvals.push({ ...approver, signature });
    }
    return approvals;
  }

  /** Three fields, duplicates included; what did not come stays 0 or empty. */
  #readApprover(): DeviceApprover | undefined {
    const approver: Writable<DeviceApprover> = { type: 0, name: '', file: '' };
    for (let counted = 0; counted < FIELDS_OF_PART; ) {
      const field = this.#readField('approver');
      if (field === undefined) return undefined;
      if (!field.counted) continue;
      counted++;
      if (field.field === 'type') approver.type = field.number ?? 0;
      if (field.field === 'name') approver.name = field.text;
      if (field.field === 'file') approver.file = field.text;
    }
    return approver;
  }

  #readSignature({ type, name, file: path }: DeviceApprover): Uint8Array | null {
    if (type !== 1 && type !== 2) return this.#fail({ code: 'user-type', type, name });
    const file = this.#files.open(path, DEVICE_LIMITS.signature);
    if (file === undefined) return this.#fail({ code: 'cannot-open', path });
    const signature = file.start.subarray(0, DEVICE_LIMITS.signature);
    if (signature.length < DEVICE_LIMITS.signature) {
      return this.#fail({ code: 'short-signature', path });
    }
    return signature;
  }

  #readField(part: 'header' | 'approver'): DeviceField | undefined {
    const field = this.#pieces.readField(part);
    if (field === undefined) return undefined;
    this.fields.push(field);
    this.#warnings.push(...warningsOf(field));
    return field;
  }

  #fail(error: DeviceError): null {
    this.#error = error;
    return null;
  }
}
