/**
 * The approval file as the HSM's own tool reads it, which is not as a person does: it goes by pieces
 * of 511 bytes, knows six keys, counts to three, and says next to nothing about the rest.
 *
 * Source: `approveToken` of the vendor's published `Cfm2Util`; that `cloudhsm_mgmt_util` reads the
 * same way is an inference (same format, same vendor).
 */
import type { DeviceError, DeviceWarning } from './device/codes.ts';
import { type DeviceFiles, EVERY_FILE } from './device/files.ts';
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
export { type DeviceFile, type DeviceFiles, EVERY_FILE } from './device/files.ts';
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

/** What the device hands to the HSMs. */
export interface DeviceApproval {
  /** All bytes that were signed: one record of 80 bytes for each HSM. */
  readonly multiToken: Uint8Array;
  /** The record of the single token file, where the approval file names one. */
  readonly singleToken: Uint8Array | undefined;
  /** The approvers, with the first 256 bytes of their signature files. */
  readonly approvals: readonly (DeviceApprover & { readonly signature: Uint8Array })[];
}

/** What the approvers of a file sign, or why that cannot be told. */
export type DeviceToken =
  | { readonly path: FieldText; readonly bytes: Uint8Array }
  | { readonly error: DeviceError };

/** A reading with the files that the approval file names. */
export interface DeviceRun {
  readonly reading: DeviceReading;
  /** The fields that were read, in order, with their places. */
  readonly fields: readonly DeviceField[];
  /** Undefined where the reading ended in an error. */
  readonly approval: DeviceApproval | undefined;
  /**
   * The multi token, or the single one that takes its place; where the device has not come so far, the
   * multi token is opened now.
   */
  readToken(): DeviceToken;
  /**
   * What the device would have read on if every file that is named opened and had the right size, as
   * {@link readAsDevice} has it.
   */
  readonly asIfOpened: DeviceReading;
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
  return run.read();
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * A reading on its way. What is wrong with the approval file itself ends it; where a file that is named
 * is not as it should be, the device stops, and the run reads on to see what the rest would have been.
 */
class Run {
  readonly #pieces: PieceReader;
  readonly #files: DeviceFiles;
  readonly #fields: DeviceField[] = [];
  readonly #warnings: DeviceWarning[] = [];
  readonly #approvers: DeviceApprover[] = [];
  readonly #header: Writable<
    Pick<DeviceReading, 'multiTokenFilePath' | 'tokenFilePath' | 'numberOfApprovals'>
  > = { multiTokenFilePath: '', tokenFilePath: '', numberOfApprovals: 0 };
  #error: DeviceError | null = null;
  /** What had been read where the device stopped. */
  #stopped: Pick<DeviceRun, 'reading' | 'fields'> | undefined;

  constructor(pieces: PieceReader, files: DeviceFiles) {
    this.#pieces = pieces;
    this.#files = files;
  }

  read(): DeviceRun {
    this.#readHeader();
    const single = this.#readSingleToken();
    let token: DeviceToken | undefined;
    const readToken = (): DeviceToken => {
      token ??= this.#readMultiToken(single);
      return token;
    };
    const approvals = this.#takesTokens(readToken) ? this.#readApprovals() : undefined;
    const asIfOpened = this.#readingSoFar(this.#error);
    const { reading, fields } = this.#stopped ?? { reading: asIfOpened, fields: this.#fields };
    const multiToken = token !== undefined && 'bytes' in token ? token.bytes : undefined;
    const isTaken = reading.error === null && approvals !== undefined && multiToken !== undefined;
    const approval = isTaken ? { multiToken, singleToken: single, approvals } : undefined;
    return { reading, fields, approval, readToken, asIfOpened };
  }

  #readingSoFar(error: DeviceError | null): DeviceReading {
    return {
      ...this.#header,
      approvers: [...this.#approvers],
      warnings: [...this.#warnings],
      error,
    };
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

  /** Undefined where the file names none, or one that is not as it should be. */
  #readSingleToken(): Uint8Array | undefined {
    const path = this.#header.tokenFilePath;
    if (path === '') return undefined;
    const file = this.#files.open(path, DEVICE_LIMITS.tokenRecord);
    if (file === undefined) return this.#stop({ code: 'cannot-open', path });
    const record = file.start.subarray(0, DEVICE_LIMITS.tokenRecord);
    return record.length < DEVICE_LIMITS.tokenRecord
      ? this.#stop({ code: 'short-token', path })
      : record;
  }

  #readMultiToken(single: Uint8Array | undefined): DeviceToken {
    const { multiTokenFilePath: path, tokenFilePath } = this.#header;
    if (path === '') return { error: { code: 'cannot-open', path } };
    const file = this.#files.open(path, DEVICE_LIMITS.tokens * DEVICE_LIMITS.tokenRecord);
    if (file === undefined) return { error: { code: 'cannot-open', path } };
    const records = file.size / DEVICE_LIMITS.tokenRecord;
    if (!Number.isInteger(records)) return { error: { code: 'token-size', bytes: file.size } };
    if (records > DEVICE_LIMITS.tokens) return { error: { code: 'too-many-tokens' } };
    if (records === 1 && single !== undefined) return { path: tokenFilePath, bytes: single };
    if (file.start.length < file.size) return { error: { code: 'short-tokens', records, path } };
    return { path, bytes: file.start.subarray(0, file.size) };
  }

  /** Whether the run goes on to the approvers, which are counted between the token's size and records. */
  #takesTokens(readToken: () => DeviceToken): boolean {
    const { multiTokenFilePath: path, numberOfApprovals } = this.#header;
    if (path === '') {
      this.#fail({ code: 'cannot-open', path });
      return false;
    }
    const token = this.#stopped === undefined ? readToken() : undefined;
    const error = token !== undefined && 'error' in token ? token.error : undefined;
    if (error?.code === 'cannot-open' || error?.code === 'token-size') this.#stop(error);
    if (numberOfApprovals > DEVICE_LIMITS.approvals) {
      this.#fail({ code: 'too-many-approvals' });
      return false;
    }
    if (error !== undefined) this.#stop(error);
    return true;
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

  /** Null where it is no approver. Once the device has stopped, it opens nothing more. */
  #readSignature({ type, name, file: path }: DeviceApprover): Uint8Array | null {
    if (type !== 1 && type !== 2) return this.#fail({ code: 'user-type', type, name });
    if (path === '') return this.#fail({ code: 'cannot-open', path });
    if (this.#stopped !== undefined) return NOTHING;
    const file = this.#files.open(path, DEVICE_LIMITS.signature);
    if (file === undefined) {
      this.#stop({ code: 'cannot-open', path });
      return NOTHING;
    }
    const signature = file.start.subarray(0, DEVICE_LIMITS.signature);
    if (signature.length < DEVICE_LIMITS.signature) this.#stop({ code: 'short-signature', path });
    return signature;
  }

  #readField(part: 'header' | 'approver'): DeviceField | undefined {
    const field = this.#pieces.readField(part);
    if (field === undefined) return undefined;
    this.#fields.push(field);
    this.#warnings.push(...warningsOf(field));
    return field;
  }

  /** The device ends at the approval file itself. */
  #fail(error: DeviceError): null {
    this.#error = error;
    return null;
  }

  /** The device ends at a file that is named; only the first such end counts. */
  #stop(error: DeviceError): undefined {
    this.#stopped ??= { reading: this.#readingSoFar(error), fields: [...this.#fields] };
  }
}

const NOTHING = new Uint8Array();
