/**
 * The binary quorum token: what an HSM hands out on getToken, and what officers sign. A token file
 * is one 80-byte record for each HSM of the cluster, one behind the other, and nothing else.
 *
 * Source: AWS's documented token of the newer command line decodes to such records, and its `token`
 * field is the SHA-256 over all of them; the fields are those that the classic getToken prints, in
 * the same order. All numbers are big-endian.
 *
 * | offset | bytes | field |
 * |---|---|---|
 * | 0 | 2 | id |
 * | 2 | 2 | service |
 * | 4 | 4 | node |
 * | 8 | 8 | key handle |
 * | 16 | 16 | nonce |
 * | 32 | 32 | user, padded with NUL |
 * | 64 | 8 | time of creation, Unix seconds |
 * | 72 | 8 | zero |
 */

import { Failure, isFailure } from '../failure.ts';
import type { RecordProblem } from '../failure-codes/record-problem.ts';
import { decodeLatin1, encodeLatin1 } from '../latin1.ts';
import { USER_NAME } from './user-name.ts';

/** Length of one record in bytes. */
export const RECORD_BYTES = 80;

/** Length of a record's nonce in bytes. */
export const NONCE_BYTES = 16;

/** What a token says. It names no operation: any that its service covers can be done with it. */
export interface TokenRecord {
  /** Number of the token on its HSM, 0…65535. */
  readonly id: number;
  /** 3 is USER_MGMT, 4 is MISC_CO; others exist in the newer tools. 0…65535. */
  readonly service: number;
  /** The HSM's own node number, 0…2³²−1. */
  readonly node: number;
  /** The key that the token is for; 0 where the service is about no key. At most 2⁵³−1. */
  readonly keyHandle: number;
  /** 16 random bytes, different on every HSM. */
  readonly nonce: Uint8Array;
  /** Who asked for it: 1 to 31 characters of letters, digits and `_`. */
  readonly user: string;
  /** When it was made: whole Unix seconds, at most 2⁵³−1. */
  readonly created: number;
}

const USER_AT = 32;
const CREATED_AT = 64;

/**
 * Writes records as the bytes of a token file, in the order given.
 *
 * @returns `RECORD_BYTES` bytes for each record
 * @throws Failure of kind `usage` where a field does not fit its place
 *
 * @example
 * encodeTokens([{ id: 1, service: 3, node: 1, keyHandle: 0, nonce, user: 'officer1', created }]);
 */
export function encodeTokens(records: readonly TokenRecord[]): Uint8Array {
  const bytes = new Uint8Array(records.length * RECORD_BYTES);
  records.forEach((record, index) => {
    encodeInto(bytes.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES), record);
  });
  return bytes;
}

function encodeInto(bytes: Uint8Array, record: TokenRecord): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, RECORD_BYTES);
  view.setUint16(0, fitting('id', record.id, 0xffff));
  view.setUint16(2, fitting('service', record.service, 0xffff));
  view.setUint32(4, fitting('node', record.node, 0xffff_ffff));
  view.setBigUint64(8, BigInt(fitting('keyHandle', record.keyHandle, Number.MAX_SAFE_INTEGER)));
  if (record.nonce.length !== NONCE_BYTES) {
    throw new Failure('token-nonce', { bytes: record.nonce.length });
  }
  bytes.set(record.nonce, 16);
  if (!USER_NAME.test(record.user)) {
    throw new Failure('token-user', { user: record.user });
  }
  bytes.set(encodeLatin1(record.user), USER_AT);
  view.setBigUint64(
    CREATED_AT,
    BigInt(fitting('created', record.created, Number.MAX_SAFE_INTEGER)),
  );
}

function fitting(
  field: 'id' | 'service' | 'node' | 'keyHandle' | 'created',
  value: number,
  maximum: number,
): number {
  if (Number.isSafeInteger(value) && value >= 0 && value <= maximum) return value;
  throw new Failure('token-field', { field, value, maximum });
}

/**
 * Whether bytes are records and nothing else; no bytes at all are none.
 *
 * @example
 * isToken(new Uint8Array(80)); // false
 */
export function isToken(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  try {
    decodeTokens(bytes);
    return true;
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}

/**
 * Reads the bytes of a token file. Strict, so that nothing else is taken for a token: what it
 * accepts, {@link encodeTokens} gives back byte for byte.
 *
 * @param bytes a whole token file; no bytes at all are no records
 * @throws Failure of kind `file` where the size is no multiple of 80, or where a record holds what
 * no HSM writes (a user that is no user name, bytes that must be zero and are not)
 *
 * @example
 * const [first] = decodeTokens(readFileSync('officer1.token'));
 */
export function decodeTokens(bytes: Uint8Array): TokenRecord[] {
  const reading = readTokens(bytes);
  if ('records' in reading) return reading.records;
  throw reading.problem === 'size'
    ? new Failure('token-size', { bytes: reading.bytes })
    : new Failure('token-record', { record: reading.record, problem: reading.detail });
}

/** Records, or why some bytes are none. */
export type TokensReading =
  | { readonly records: TokenRecord[] }
  | { readonly problem: 'size'; readonly bytes: number }
  /** `record` counts from 1 */
  | { readonly problem: 'record'; readonly record: number; readonly detail: RecordProblem };

/** The same as {@link decodeTokens} for who asks whether it is a token file. */
export function readTokens(bytes: Uint8Array): TokensReading {
  if (bytes.length % RECORD_BYTES !== 0) return { problem: 'size', bytes: bytes.length };
  const records: TokenRecord[] = [];
  for (const piece of splitRecords(bytes)) {
    const read = readRecord(piece);
    if (typeof read === 'string') {
      return { problem: 'record', record: records.length + 1, detail: read };
    }
    records.push(read);
  }
  return { records };
}

/**
 * Reads those pieces of a file that are records, where others are none. An HSM looks in a file for its own
 * record, and minds nothing that stands beside it.
 *
 * @returns the records, and of how many pieces; no records where the size is no multiple of 80
 */
export function findRecords(bytes: Uint8Array): {
  readonly records: readonly TokenRecord[];
  readonly pieces: number;
} {
  if (bytes.length % RECORD_BYTES !== 0) return { records: [], pieces: 0 };
  const pieces = splitRecords(bytes);
  const records = pieces.map(readRecord).filter((read) => typeof read !== 'string');
  return { records, pieces: pieces.length };
}

/**
 * Finds records at any place of some bytes, as in a damaged token or in what should be something else. Random
 * bytes hold none: nine or more of a record's bytes must be zero, and its user a name.
 *
 * @returns the bytes of each, unread, none within another
 */
export function findRecordBytes(bytes: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  // A record ends with a zero, by which most places are ruled out.
  let last = bytes.indexOf(0, RECORD_BYTES - 1);
  while (last >= 0) {
    const piece = bytes.subarray(last + 1 - RECORD_BYTES, last + 1);
    // So are the others, where nearly all is zero.
    const isRecord = piece[USER_AT] !== 0 && typeof readRecord(piece) !== 'string';
    if (isRecord) found.push(piece);
    last = bytes.indexOf(0, last + (isRecord ? RECORD_BYTES : 1));
  }
  return found;
}

/** @param bytes `RECORD_BYTES` of them */
function readRecord(bytes: Uint8Array): TokenRecord | RecordProblem {
  const view = new DataView(bytes.buffer, bytes.byteOffset, RECORD_BYTES);
  const keyHandle = view.getBigUint64(8);
  const created = view.getBigUint64(CREATED_AT);
  const user = decodeLatin1(bytes.subarray(USER_AT, CREATED_AT)).replace(/\0.*/s, '');
  if (keyHandle > Number.MAX_SAFE_INTEGER) return 'key-handle';
  if (created > Number.MAX_SAFE_INTEGER) return 'created';
  if (!USER_NAME.test(user)) return 'user';
  const unused = [
    bytes.subarray(USER_AT + user.length, CREATED_AT),
    bytes.subarray(CREATED_AT + 8),
  ];
  if (unused.some((part) => part.some((byte) => byte !== 0))) return 'not-zero';
  return {
    id: view.getUint16(0),
    service: view.getUint16(2),
    node: view.getUint32(4),
    keyHandle: Number(keyHandle),
    nonce: Uint8Array.from(bytes.subarray(16, 16 + NONCE_BYTES)),
    user,
    created: Number(created),
  };
}

/** Splits a token file into its records' bytes, unread. A rest shorter than a record is left out. */
export function splitRecords(bytes: Uint8Array): Uint8Array[] {
  const count = Math.floor(bytes.length / RECORD_BYTES);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES),
  );
}
