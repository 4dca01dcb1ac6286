/**
 * A container is a way in which private keys stand in files; `index.ts` has the table of them. A file
 * may hold several, one in another: key-search.ts takes it to pieces.
 */
import type { KeyObject } from 'node:crypto';
import type { DerElement } from '../encodings/der.ts';
import type { KeyShape } from '../encodings/key-shape.ts';
import type { PemBlock } from '../encodings/pem.ts';
import type { KeyType } from '../encodings/pem-labels.ts';
import type { Container } from '../passphrase.ts';
import type { Refusal } from './key-refusal.ts';
import type { Workload } from './key-work.ts';

/** A private key of any kind. */
export interface OpenedKey {
  readonly key: KeyObject;
  /** Set where OpenSSL 3 would refuse the file's encryption: the name of that. */
  readonly outdated?: string;
}

/** A piece of DER in a file. */
export interface DerPiece {
  readonly element: DerElement;
  readonly shape: KeyShape;
  /** What the label of the PEM block around it says of the key's type; `any` where there is none. */
  readonly type: KeyType;
}

/** The pieces that a file is taken to. */
export interface Pieces {
  /** A whole PEM block. */
  readonly pem: PemBlock;
  /** DER of a kind that occurs in key files: in a PEM block, or by itself. */
  readonly der: DerPiece;
  /** All that follows a place where no PEM block stands. */
  readonly bytes: Buffer;
}

/** DER that an opened container held. */
export interface InnerDer {
  readonly inside: DerElement;
  readonly type: KeyType;
}

/**
 * What opening one gives: a key, DER that is to be looked at in its turn, or why there is no key;
 * nothing where it has turned out that none was meant.
 */
export type Opening = OpenedKey | InnerDer | Refusal | undefined;

/** What opening one may need. */
export interface OpeningTools {
  /** Gives the pass phrase; whoever uses the file is asked at most once. */
  readonly ask: () => Promise<Uint8Array>;
  /** What the file has asked for so far; what is too much is refused before anything is asked. */
  readonly workload: Workload;
  /** Whether what OpenSSL 3 refuses is opened. */
  readonly legacy: boolean;
}

/** A row of the table. */
export interface KeyContainer<Piece> {
  /** Its stable name. */
  readonly code: string;
  /** How one is recognised. */
  readonly is: (piece: Piece) => boolean;
  /** In what words openssl asks for the pass phrase that it needs; missing where it needs none. */
  readonly passphrase?: Container;
  /**
   * What OpenSSL 3 does with one: `opens` it; `refuses` it, after having asked for the pass phrase;
   * or has no notion of it (`ignores`). What it does not open is opened last of all in a file.
   */
  readonly openssl: 'opens' | 'refuses' | 'ignores';
  /** Opens one. */
  readonly open: (piece: Piece, tools: OpeningTools) => Opening | Promise<Opening>;
}
