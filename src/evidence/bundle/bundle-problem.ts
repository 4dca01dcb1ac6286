/** What keeps a bundle from being whole: it is not what whoever has its pieces would make. */
import type { VouchingProblem } from './vouch.ts';

export type BundleProblem =
  /** a piece is listed, and is not there */
  | { readonly code: 'piece-missing'; readonly path: string }
  /** a piece has another SHA-256, or another length, than is listed */
  | { readonly code: 'piece-changed'; readonly path: string }
  /** a piece stands in another folder than those of its kind */
  | { readonly code: 'piece-misplaced'; readonly path: string }
  /** a file is neither a piece nor made of the pieces */
  | { readonly code: 'file-unlisted'; readonly path: string }
  /** a file that is made of the pieces is not there */
  | { readonly code: 'file-missing'; readonly path: string }
  /** a file is not as it is made of the pieces: report, recheck.sh, plain files for openssl */
  | { readonly code: 'file-differs'; readonly path: string }
  /** the pieces show something else than the manifest says; `member` is the first that differs */
  | { readonly code: 'manifest-differs'; readonly member: string }
  | VouchingProblem
  /** an officer's key is another one than in a roster that is trusted */
  | { readonly code: 'other-key'; readonly name: string };
