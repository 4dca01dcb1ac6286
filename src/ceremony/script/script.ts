/**
 * The script of a ceremony, as it is written before: who will be there, and what they will do, step by step.
 * `ceremony.toml` holds it. (CA/B Baseline Requirements, 6.1.1.1, asks for such a script of a CA's keys.)
 */
import type { Span } from '../../diagnostic.ts';

/** A script that was read and in which nothing is wrong. */
export interface CeremonyScript {
  /** SHA-256 of the file's bytes, hex: it names the script in the record. */
  readonly digest: string;
  readonly title: string;
  /** What it is held for. */
  readonly purpose: string;
  /** Where it is held: a room, an address. */
  readonly place: string;
  /** Path of the policy from the script's folder on; of its people those that take part are named. */
  readonly policy: string | undefined;
  /** At least one. */
  readonly participants: readonly Participant[];
  /** At least one; in the order in which they are done. */
  readonly steps: readonly ScriptStep[];
  readonly rehearsal: Rehearsal;
}

/** Somebody who is there. */
export interface Participant {
  /** By which steps and record name them: that of a person of the policy, or of a witness who is in none. */
  readonly id: string;
  /** The whole name: the policy's, or the script's own. */
  readonly name: string;
  /** As `ceremony administrator`, `internal auditor`. */
  readonly role: string;
  /** Whether the policy has the person. */
  readonly isInPolicy: boolean;
  readonly span: Span;
}

/** One step. */
export interface ScriptStep {
  /** Unique in the script: letters, digits, `-`, `_`. */
  readonly id: string;
  /** What is done, in words for people; lines are kept. */
  readonly text: string;
  /** Ids of the participants who do it; at least one. */
  readonly who: readonly string[];
  readonly act: StepAct;
  /** What must come of it, in words. */
  readonly result: string | undefined;
  /** Paths of the files that must come out, from the ceremony's folder on. */
  readonly files: readonly string[];
  readonly span: Span;
}

/** What is done in a step. */
export type StepAct =
  /** a command that somebody runs: mofn shows it, and does not run it but in a rehearsal */
  | {
      readonly kind: 'run';
      readonly command: string;
      /** What a rehearsal runs in its place, where it cannot run the command itself. */
      readonly rehearse: string | undefined;
    }
  /** something that people look at and say yes to */
  | { readonly kind: 'confirm'; readonly statement: string };

/** How the script is rehearsed: on an emulated cluster, with nobody there. */
export interface Rehearsal {
  /** A shell program that makes the cluster and the keys of the participants; it is run before the first step. */
  readonly prepare: string | undefined;
  /** Variables of all its commands. */
  readonly environment: ReadonlyMap<string, string>;
}
