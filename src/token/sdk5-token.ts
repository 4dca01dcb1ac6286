import { createHash } from 'node:crypto';

import * as v from 'valibot';

import { Failure } from '../failure.ts';
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
  v.check(
    (text) => Buffer.from(text, 'base64').toString('base64') === text,
    'expected base64 without blanks',
  ),
  v.transform((text): Uint8Array => Buffer.from(text, 'base64')),
);

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

const HINT = 'a token file of the newer command line is written by `quorum token-sign generate`';

/**
 * Reads a token file of the newer command line.
 *
 * @param text the whole file
 * @throws Failure of kind `file` where it is no such file, where `token` is not the SHA-256 of
 * `approval_data`, or where that holds no records
 */
export function parseSdk5Token(text: string): Sdk5Token {
  const parsed = parse(text);
  if (typeof parsed === 'object' && parsed !== null && 'tokens' in parsed) {
    throw new Failure(
      'file',
      'it is a registration file of the newer command line, not a quorum token',
      'it proves that an officer has a key; no operation is approved with it',
    );
  }
  const result = v.safeParse(SCHEMA, parsed, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw malformed(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const { approval_data: approvalData, token, ...rest } = result.output;
  if (!createHash('sha256').update(approvalData).digest().equals(token)) {
    throw malformed('its token is not the SHA-256 of its approval_data');
  }
  const records = decodeTokens(approvalData);
  if (records.length === 0) throw malformed('its approval_data is empty');
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
    throw malformed(error instanceof Error ? error.message : String(error));
  }
}

function malformed(what: string): Failure {
  return new Failure('file', `it is no token file of the newer command line: ${what}`, HINT);
}
