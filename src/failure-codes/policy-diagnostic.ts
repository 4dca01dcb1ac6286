/**
 * What can be found in a policy: every code, and the values that it comes with. `ceremony/policy/` finds them.
 * A `path` is of a key, as `people.ada.keys[0].sha256`; `person` is the key of a person's table.
 */
import type { DiagnosticOf } from '../diagnostic.ts';
import type { OperationProblem } from './operation-problem.ts';
import type { RsaKeyFlaw } from './quorum-key-problem.ts';
import type { TomlDiagnosticValues } from './toml-diagnostic.ts';

/** Every code of a diagnostic, and its values. */
export interface PolicyDiagnosticValues extends TomlDiagnosticValues {
  'policy-version': { readonly found: number; readonly expected: number };
  'valid-time': { readonly path: string };
  /** Another person has that account already. */
  'shared-account': { readonly account: string; readonly owner: string };
  /** Another person has that key already, or the same person for the same account. */
  'shared-key': { readonly owner: string; readonly person: string };
  /** A key is of an account that its person does not have. */
  'foreign-account': {
    readonly person: string;
    readonly account: string;
    readonly owner: string | undefined;
  };
  /** Neither or both of `pem` and `file`. */
  'key-source': { readonly path: string; readonly problem: 'none' | 'both' };
  'key-file': { readonly file: string; readonly problem: KeyFileProblem };
  /** `file` is missing where the key stands in the policy. */
  'policy-key': { readonly file: string | undefined; readonly problem: PolicyKeyProblem };
  /** The key is another than the policy says. */
  'key-digest': { readonly expected: string; readonly found: string };
  'policy-operation': { readonly text: string; readonly problem: OperationProblem };
  /** No token of the rule's service lets the operation through. */
  'never-covered': { readonly text: string; readonly service: number };
  'too-many-seats': { readonly approvals: number; readonly seats: number };
  'unknown-group': { readonly group: string; readonly nearest: string | undefined };
  /** There were never enough valid people at a time; `groups` are those that lack somebody. */
  'never-met': { readonly missing: readonly MissingInLint[] };
  /** It can be met only where whoever asks is none of those that it needs. */
  'needs-requester': { readonly requesters: readonly string[] };
  'shadowed-rule': { readonly by: readonly number[] };
  'person-without-key': { readonly person: string };
  'person-without-account': { readonly person: string };
  /** `m` is the cluster's M of the service. */
  'weaker-than-cluster': {
    readonly approvals: number;
    readonly service: number;
    readonly m: number;
  };
  'stronger-than-cluster': {
    readonly approvals: number;
    readonly service: number;
    readonly m: number;
  };
}

/** A code of a diagnostic of a policy. */
export type PolicyDiagnosticCode = keyof PolicyDiagnosticValues;

/** One finding in a policy. */
export type PolicyDiagnostic = DiagnosticOf<PolicyDiagnosticValues>;

/** What a rule lacks, however many approve; `group` is missing where anybody would do. */
export interface MissingInLint {
  readonly group: string | undefined;
  readonly count: number;
}

/** Why a file with a key gives none. */
export type KeyFileProblem =
  /** `system` is the system's name of it, as `ENOENT` */
  | { readonly code: 'unreadable'; readonly system: string }
  | { readonly code: 'not-regular' }
  | { readonly code: 'too-large'; readonly limit: number }
  /** files are not looked at */
  | { readonly code: 'not-looked-at' };

/** Why what stands where a key should is none that counts. */
export type PolicyKeyProblem =
  | { readonly code: 'private-key' }
  | { readonly code: 'empty' }
  | { readonly code: 'openssh-key' }
  | { readonly code: 'no-key' }
  | { readonly code: 'not-rsa'; readonly type: string }
  | { readonly code: 'key-size'; readonly bits: number }
  | { readonly code: 'key-flaw'; readonly problem: RsaKeyFlaw };
