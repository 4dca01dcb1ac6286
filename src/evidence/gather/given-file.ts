/** Files that a bundle may be made of, and what becomes of those that it is not made of. */

import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import type { CeremonyRecord } from '../../ceremony/record/record.ts';
import type { PieceKind } from '../piece.ts';

/** A file, as it was found. */
export interface GivenFile {
  /** From the ceremony's folder on, with `/`; of others their name. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Where it comes from: the ceremony's folder, the roster, or a snapshot that was named. */
  readonly from: 'folder' | 'roster' | 'before' | 'after';
}

/** Whether it is one of the ceremony's folder, which others there may name. */
export function isOfFolder({ from }: GivenFile): boolean {
  return from === 'folder';
}

/** Files in the order of their paths. */
export function compareFiles(
  one: { readonly path: string },
  other: { readonly path: string },
): number {
  return one.path < other.path ? -1 : Number(one.path > other.path);
}

/** What a file is to a bundle. */
export type Classified =
  | { readonly is: 'record'; readonly file: GivenFile; readonly record: CeremonyRecord }
  | { readonly is: 'piece'; readonly file: GivenFile; readonly kind: PieceKind }
  /** a token with its approvals: whether it goes in, depends on whether it was spent */
  | { readonly is: 'token'; readonly file: GivenFile; readonly set: ApprovalSet }
  | { readonly is: 'signature'; readonly file: GivenFile }
  | { readonly is: 'snapshot'; readonly file: GivenFile }
  /** it goes in where the record says that it came out of a step */
  | { readonly is: 'other'; readonly file: GivenFile; readonly why: LeftOutReason }
  /** it never goes in */
  | { readonly is: 'refused'; readonly file: GivenFile; readonly why: LeftOutReason };

/** A file that is not in the bundle. */
export interface LeftOut {
  readonly path: string;
  readonly why: LeftOutReason;
}

export type LeftOutReason =
  | 'private-key'
  | 'password'
  /** a token that might still be spent, or what has its signatures */
  | 'live-token'
  /** a signature that no approval file of a spent token names */
  | 'signature'
  /** a registration, a log-in, or a token that cannot be read */
  | 'malformed-token'
  | 'malformed-policy'
  | 'malformed-request'
  | 'malformed-script'
  /** a public key that the roster does not have */
  | 'not-in-roster'
  /** users or quorum values, and nothing says of when */
  | 'snapshot-of-no-time'
  | 'empty'
  /** nothing is known of it, and the record does not have it */
  | 'unknown'
  /** nothing is known of it, and it is no text */
  | 'binary'
  | 'link'
  /** its name begins with a dot */
  | 'hidden'
  | 'not-regular'
  | 'too-large'
  | 'unreadable'
  /** an emulated cluster, or its dump */
  | 'cluster';
