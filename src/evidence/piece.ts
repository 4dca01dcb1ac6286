/**
 * What a bundle of evidence is made of.
 */

/** One file of a bundle. */
export interface Piece {
  /** Where it stands in the bundle: `requests/bob.json`; ASCII, no `..`, no `/` in front. */
  readonly path: string;
  readonly kind: PieceKind;
  readonly bytes: Uint8Array;
}

export type PieceKind =
  | 'script'
  | 'record'
  | 'policy'
  | 'request'
  | 'public-key'
  | 'token'
  | 'withheld-token'
  | 'approval'
  | 'signature'
  | 'pae'
  | 'plain-signature'
  | 'plain-key'
  | 'log'
  | 'before'
  | 'after'
  | 'outcome'
  | 'report';

/**
 * What pieces there are, and the folder of each kind. A private key, a cluster and its dump are none, and neither is
 * what nothing is known of.
 */
export const PIECE_FOLDERS: Readonly<Record<PieceKind, string>> = {
  /** `ceremony.toml` */
  script: 'ceremony',
  /** `record.jsonl` */
  record: 'ceremony',
  /** a policy in TOML, or a signed one in its envelope */
  policy: 'policy',
  /** a request in its envelope */
  request: 'requests',
  /** the public key of an officer, `NAME.pub`: of the roster, or of a policy's `file` */
  'public-key': 'keys',
  /** a quorum token that was spent: the bytes, or the token file of SDK 5 with the approvals in it */
  token: 'tokens',
  /** what is said of a token that was not spent, or not as far as anything shows: JSON, without a nonce or a signature */
  'withheld-token': 'tokens',
  /** a classic approval file of a spent token, and the signature files that it names */
  approval: 'tokens',
  signature: 'tokens',
  /** what openssl checks of a request, a policy or a spent token: what was signed, signature, and key as PEM */
  pae: 'openssl',
  'plain-signature': 'openssl',
  'plain-key': 'openssl',
  /** an HSM's audit log, as `mofn audit` reads it */
  log: 'logs',
  /** users and quorum values, as a console printed them */
  before: 'before',
  after: 'after',
  /** a file that the record says came out of a step, and that is none of the above */
  outcome: 'outcomes',
  report: '',
};

/** Files that stand beside the pieces: what they are is made of the pieces, or of what signs them. */
export const BUNDLE_FILES = {
  manifest: 'manifest.json',
  report: 'report.html',
  recheck: 'recheck.sh',
  /** The manifest in an envelope, with the signatures of those who vouch for it; missing where nobody does. */
  envelope: 'manifest.dsse.json',
} as const;
