import { areUint8ArraysEqual } from 'uint8array-extras';
import { isFailure } from '../../failure.ts';
import { combineEnvelopes } from '../dsse/combine-envelopes.ts';
import type { SignedRequest } from '../request/request.ts';
import { readRequest } from '../request/statement.ts';
import type { FolderTrouble } from './folder-trouble.ts';

/** A request, as one file has it. */
export interface RequestFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly signed: SignedRequest;
}

/** What is asked for, with the signatures of all copies. */
export interface FolderRequest {
  /** In their order. */
  readonly paths: readonly [string, ...string[]];
  readonly signed: SignedRequest;
}

export interface MatchedRequests {
  /** By the token's digest. */
  readonly requests: ReadonlyMap<string, FolderRequest>;
  readonly trouble: readonly FolderTrouble[];
}

/**
 * Makes one request of several officers' copies of it.
 *
 * @param digests of the tokens that are there
 */
export function matchRequests(
  files: readonly RequestFile[],
  digests: ReadonlySet<string>,
): MatchedRequests {
  const requests = new Map<string, FolderRequest>();
  const trouble: FolderTrouble[] = [];
  const byDigest = new Map<string, [RequestFile, ...RequestFile[]]>();
  for (const file of files) {
    const { path, signed } = file;
    const { digest } = signed.request.token;
    const those = byDigest.get(digest);
    if (!digests.has(digest)) trouble.push({ code: 'request-without-token', path });
    else if (those === undefined) byDigest.set(digest, [file]);
    else if (areUint8ArraysEqual(those[0].signed.payload, signed.payload)) those.push(file);
    else trouble.push({ code: 'requests-differ', path, other: those[0].path });
  }
  for (const [digest, copies] of byDigest) {
    const combined = combine(copies);
    if (combined !== undefined) requests.set(digest, combined);
    else for (const { path } of copies) trouble.push({ code: 'unsound-request', path });
  }
  return { requests, trouble };
}

/** Nothing where the copies are no envelopes that belong together. */
function combine(copies: readonly [RequestFile, ...RequestFile[]]): FolderRequest | undefined {
  const [first, ...others] = copies;
  const paths = [first.path, ...others.map(({ path }) => path)] as const;
  if (others.length === 0) return { paths: [first.path], signed: first.signed };
  try {
    const signed = readRequest(combineEnvelopes(copies.map(({ bytes }) => bytes)));
    return { paths: [...paths], signed };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return undefined;
  }
}
