/**
 * The record of a ceremony, as it is written while it is held: a line for each thing that happened, each bound to all
 * before it by their hash. `record.jsonl` holds it.
 */

/** The name of the record in a ceremony's folder. */
export const RECORD_FILE = 'record.jsonl';

/** What the ceremony's folder calls the script that the record is of. */
export const SCRIPT_FILE = 'ceremony.toml';

/** `previous` of the first line. */
export const FIRST_PREVIOUS: string = '0'.repeat(64);

/** One line: where it stands, and what happened. */
export interface RecordEntry {
  /** From 0. */
  readonly number: number;
  /** SHA-256, hex, of the line before it without its line end; 64 zeros in the first. */
  readonly previous: string;
  /** As `2026-11-29T18:44:31Z`. */
  readonly at: string;
  readonly event: RecordEvent;
}

/** What happened. Steps and people are named by the script's ids. */
export type RecordEvent =
  /** the first line */
  | {
      readonly kind: 'opened';
      /** SHA-256, hex. */
      readonly script: string;
      readonly policy: string | undefined;
      /** Nobody was there: it ran unattended, against an emulated cluster. */
      readonly isRehearsal: boolean;
      readonly software: readonly SoftwareVersion[];
    }
  /** a break that somebody asked for; the ceremony is gone on with by `resumed` */
  | { readonly kind: 'paused' }
  /**
   * somebody went on: after `paused`, or where the program had ended without it, as when it was killed; `lost` counts
   * bytes of a line that was never finished
   */
  | { readonly kind: 'resumed'; readonly lost: number }
  | ({ readonly kind: 'done' } & StepWork)
  /** the step was done, not as the script says; a deviation */
  | ({ readonly kind: 'deviated' } & StepWork & Excuse)
  /** the step was not done; a deviation */
  | ({ readonly kind: 'skipped'; readonly step: string } & Excuse)
  /** a step that was done, skipped or deviated from is begun anew; what was written of it stays */
  | ({ readonly kind: 'repeated'; readonly step: string } & Excuse)
  /** a remark that is of no step */
  | { readonly kind: 'remark'; readonly by: string; readonly remark: string }
  /** the last line; `isComplete` where each step was done, skipped or deviated from */
  | { readonly kind: 'closed'; readonly isComplete: boolean }
  /** the last line, where somebody stopped the ceremony for good */
  | ({ readonly kind: 'closed'; readonly isComplete: false } & Stop);

/** Who stopped a ceremony, and why. */
export interface Stop {
  readonly by: string;
  readonly reason: string;
}

/** That a step was done. */
export interface StepWork {
  readonly step: string;
  /** When it was shown, as `at` is written. */
  readonly began: string;
  /** Participants who did it, in the order of the script. */
  readonly by: readonly string[];
  /** Their initials, in the same order. */
  readonly initials: readonly string[];
  readonly remark: string | undefined;
  /** What came out. */
  readonly files: readonly RecordedFile[];
}

/** Why something was not done as written, and who agreed to that. */
export interface Excuse {
  readonly reason: string;
  readonly acceptedBy: string;
}

/** A file as it was when a step was over. */
export interface RecordedFile {
  /** From the ceremony's folder on. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** A program that takes part, as `mofn 0.1.0`. */
export interface SoftwareVersion {
  readonly name: string;
  readonly version: string;
}

/** A record that was read. */
export interface CeremonyRecord {
  readonly entries: readonly RecordEntry[];
  /** SHA-256, hex, of the last line without its line end: it stands for the whole record. */
  readonly head: string;
  /** Bytes at the end that are no whole line: whoever wrote them was killed. */
  readonly unfinished: number;
}
