/**
 * The manifest of a bundle: an in-toto Statement whose subjects are the pieces, and whose predicate says what they
 * show. docs/evidence.schema.json describes it.
 */
import type { SoftwareVersion } from '../ceremony/record/record.ts';
import type { Findings } from './findings.ts';
import type { PieceKind } from './piece.ts';

/** What says that a Statement is a manifest of evidence. */
export const EVIDENCE_PREDICATE_TYPE = 'urn:mofn:evidence:v1';

export interface Manifest {
  /** In the order of their paths, each once. */
  readonly pieces: readonly ListedPiece[];
  /** The program that made the bundle: its report is made anew by the same version only. */
  readonly madeBy: SoftwareVersion;
  /** Made of the pieces alone, so that whoever has them makes the same. */
  readonly findings: Findings;
}

export interface ListedPiece {
  readonly path: string;
  readonly kind: PieceKind;
  /** Hex. */
  readonly sha256: string;
  readonly bytes: number;
}
