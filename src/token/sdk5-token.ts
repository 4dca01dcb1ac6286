import { areUint8ArraysEqual, base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import * as v from 'valibot';

import type { CryptoProvider } from '../crypto-provider.ts';
import { Failure } from '../failure.ts';
import type { Sdk5Problem } from '../failure-codes/token.ts';
import { parseStrictJson } from '../strict-json.ts';
import { decodeTokens, type TokenRecord } from './record.ts';

/**
 * The quorum token file of the newer command line (CloudHSM CLI, Client SDK 5): JSON around the same
 * records. Source: the AWS CloudHSM user guide of 2023, "Using quorum authentication", for the user and
 * quorum services; measurements of others with version 5.18 for the key services.
 */

/** A token file of the newer command line, read. */
export interface Sdk5Token {
  /** The records as they stand in the file: what is signed. */
  readonly approvalData: Uint8Array;
  readonly records: readonly TokenRecord[];
  /** Key services only: `key-usage`, `key-management`. */
  readonly service?: string;
  /** Key services only: the key that the token is for, as `0x…`. */
  readonly keyReference?: string;
  /** In the order of the file. Whether they are right is not looked at. */
  readonly signatures: readonly Sdk5Signature[];
}

/** An approval in a token file of the newer command line. */
export interface Sdk5Signature {
  readonly username: string;
  /** Key services only. */
  readonly role?: string;
  /** 256 bytes in a right one; empty where nobody has signed yet. */
  readonly signature: Uint8Array;
}

const base64 = v.pipe(
  v.string(),
  v.check(isBase64, 'expected base64 without blanks'),
  v.transform(base64ToUint8Array),
);

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0 && isCanonical(text);
}

/** Bits of the last character that no byte takes must be zero. */
function isCanonical(text: string): boolean {
  return uint8ArrayToBase64(base64ToUint8Array(text)) === text;
}

const SCHEMA = v.object({
  version: v.literal('2.0', 'expected version 2.0'),
  service: v.optional(v.string()),
  key_reference: v.optional(v.pipe(v.string(), v.regex(/^0x[0-9a-f]+$/i, 'expected 0x…'))),
  approval_data: base64,
  token: base64,
  signatures: v.array(
    v.object({ username: v.string(), role: v.optional(v.string()), signature: base64 }),
  ),
});

/**
 * Reads a token file of the newer command line.
 *
 * @param text the whole file
 * @param crypto has the hash function SHA-256
 * @throws Failure of kind `file` where it is no such file, where `token` is not the SHA-256 of
 * `approval_data`, or where that holds no records
 */
export function parseSdk5Token(
  text: string,
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): Sdk5Token {
  const parsed = parse(text);
  if (typeof parsed === 'object' && parsed !== null && 'tokens' in parsed) {
    throw new Failure('sdk5-registration', {});
  }
  const result = v.safeParse(SCHEMA, parsed, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw malformed({
      problem: 'member',
      path: v.getDotPath(issue) ?? 'the whole',
      detail: issue.message,
    });
  }
  const { approval_data: approvalData, token, ...rest } = result.output;
  if (!areUint8ArraysEqual(sha256(approvalData), token)) {
    throw malformed({ problem: 'digest' });
  }
  const records = decodeTokens(approvalData);
  if (records.length === 0) throw malformed({ problem: 'no-records' });
  return {
    approvalData,
    records,
    ...(rest.service !== undefined && { service: rest.service }),
    ...(rest.key_reference !== undefined && { keyReference: rest.key_reference }),
    signatures: rest.signatures.map(({ username, role, signature }) => ({
      username,
      ...(role !== undefined && { role }),
      signature,
    })),
  };
}

function parse(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw malformed({ problem: 'json', detail });
  }
}

function malformed(problem: Sdk5Problem): Failure {
  return new Failure('sdk5-malformed', problem);
}
