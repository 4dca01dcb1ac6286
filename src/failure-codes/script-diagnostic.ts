/**
 * What can be found in the script of a ceremony: every code, and the values that it comes with. `ceremony/script/` finds
 * them. A `path` is of a key, as `steps[0].who[1]`; participants and steps are named by their ids.
 */
import type { DiagnosticOf } from '../diagnostic.ts';
import type { TomlDiagnosticValues } from './toml-diagnostic.ts';

/** Every code of a diagnostic, and its values. */
export interface ScriptDiagnosticValues extends TomlDiagnosticValues {
  'script-version': { readonly found: number; readonly expected: number };
  'script-policy': { readonly file: string; readonly problem: ScriptPolicyProblem };
  /** Neither or both of `run` and `confirm`. */
  'step-act': { readonly path: string; readonly problem: 'none' | 'both' };
  /** There is nothing that a rehearsal could run something else for. */
  'rehearse-alone': { readonly path: string };
  /** A step is done by somebody who does not take part. */
  'unknown-participant': {
    readonly path: string;
    readonly id: string;
    readonly nearest: string | undefined;
  };
  /** The policy does not have the person, and the script does not name them. */
  'unknown-person': { readonly id: string; readonly nearest: string | undefined };
  /** The script names somebody whom the policy names. */
  'named-person': { readonly id: string; readonly name: string };
  /** Somebody takes part, and in no step. */
  'idle-participant': { readonly id: string };
  /** There is a password in the script, which anybody reads who has it. */
  'password-in-script': { readonly path: string };
  /** There is one in what a rehearsal runs: that of an emulated cluster, or else it does not belong there. */
  'password-in-rehearsal': { readonly path: string };
}

/** A code of a diagnostic of a script. */
export type ScriptDiagnosticCode = keyof ScriptDiagnosticValues;

/** One finding in a script. */
export type ScriptDiagnostic = DiagnosticOf<ScriptDiagnosticValues>;

/** Why the policy of a script cannot be had. */
export type ScriptPolicyProblem =
  /** `system` is the system's name of it, as `ENOENT` */
  | { readonly code: 'unreadable'; readonly system: string }
  | { readonly code: 'not-regular' }
  | { readonly code: 'too-large'; readonly limit: number }
  /** something is wrong with it */
  | { readonly code: 'not-sound' }
  /** files are not looked at: who is named by the policy is taken to be in it */
  | { readonly code: 'not-looked-at' };
