/**
 * What the pieces of a bundle show, as plain data: it stands in the manifest, is made anew when a bundle is verified,
 * and is what the report shows. Times are in UTC, as `2026-11-29T18:44:31Z`; digests are SHA-256 in hex.
 */
import type { RecordedFile, SoftwareVersion } from '../ceremony/record/record.ts';

export interface Findings {
  /** Missing where no ceremony was recorded. */
  readonly ceremony: CeremonyFindings | null;
  /** Everybody whose public key is at hand: people of the policy, names of the roster. */
  readonly keys: readonly KeyFinding[];
  readonly policies: readonly PolicyFinding[];
  readonly requests: readonly RequestFinding[];
  readonly tokens: readonly TokenFinding[];
  /** Guarded operations that the HSMs' logs have, oldest first. */
  readonly operations: readonly OperationFinding[];
  readonly logs: readonly LogFinding[];
  /**
   * From when on operations are held against requests: when the first token was got, or the record was opened. What
   * was done before, while a cluster was set up, is looked at by nobody. Null without logs.
   */
  readonly logsFrom: string | null;
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
  readonly differences: readonly SnapshotDifference[];
  readonly deviations: readonly Deviation[];
  /** What contradicts something else in the bundle; empty in one that `mofn evidence verify` accepts. */
  readonly contradictions: readonly Contradiction[];
  /** What is claimed, and cannot be checked from the bundle. */
  readonly unchecked: readonly UncheckedClaim[];
}

export interface CeremonyFindings {
  readonly title: string;
  readonly purpose: string;
  readonly place: string;
  readonly isRehearsal: boolean;
  /** Each step was done, skipped or deviated from, and the record was closed. */
  readonly isComplete: boolean;
  readonly began: string;
  readonly ended: string;
  /** SHA-256 of the record's last line, which stands for all. */
  readonly recordHead: string;
  readonly participants: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: string;
    readonly isInPolicy: boolean;
  }[];
  readonly software: readonly SoftwareVersion[];
  readonly steps: readonly StepFinding[];
  readonly remarks: readonly {
    readonly at: string;
    readonly by: string;
    readonly remark: string;
  }[];
  /** From when to when nobody went on, as somebody had asked for it; `to` is null where nobody went on later. */
  readonly breaks: readonly { readonly from: string; readonly to: string | null }[];
}

/** A step, and each time that it was done, skipped or deviated from; the last counts. */
export interface StepFinding {
  readonly id: string;
  readonly text: string;
  readonly who: readonly string[];
  readonly command: string | null;
  readonly statement: string | null;
  readonly result: string | null;
  readonly attempts: readonly {
    readonly state: 'done' | 'deviated' | 'skipped';
    readonly began: string | null;
    readonly ended: string;
    readonly by: readonly string[];
    readonly initials: readonly string[];
    readonly remark: string | null;
    readonly reason: string | null;
    readonly acceptedBy: string | null;
    readonly files: readonly RecordedFile[];
  }[];
}

export interface KeyFinding {
  /** Path of its piece, or of the policy that it stands in. */
  readonly path: string;
  /** The officer's user name, or the policy's person. */
  readonly name: string;
  /** SHA-256 of the SPKI. */
  readonly fingerprint: string;
}

export interface PolicyFinding {
  readonly path: string;
  readonly digest: string;
  readonly name: string | null;
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly groups: readonly string[];
    readonly accounts: readonly string[];
    readonly fingerprints: readonly string[];
  }[];
  /** Whose signatures it has; null where it has no envelope. */
  readonly signatures: readonly SignatureFinding[] | null;
}

/** A signature of a request, a policy or a bundle. */
export interface SignatureFinding {
  readonly state: 'right' | 'repeated' | 'unknown';
  /** Officers or people whose key made it. */
  readonly names: readonly string[];
  readonly fingerprint: string | null;
}

export interface RequestFinding {
  readonly path: string;
  /** In words of either console; null where that console has none. */
  readonly classic: string | null;
  readonly sdk5: string | null;
  readonly requester: string;
  readonly service: number;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly made: string;
  readonly expires: string | null;
  readonly policy: string | null;
  readonly key: string | null;
  readonly data: { readonly sha256: string; readonly bytes: number } | null;
  /** Digest of the token that it stands for. */
  readonly token: string;
  readonly signatures: readonly SignatureFinding[];
  /** Codes of `RequestProblem`; judged as of when the operation was done, or the token made. */
  readonly problems: readonly string[];
  readonly verdict: VerdictFinding | null;
}

/** What the policy says of what it was asked. */
export interface VerdictFinding {
  readonly policy: string;
  readonly isMet: boolean;
  readonly rules: readonly {
    readonly number: number;
    readonly name: string | null;
    readonly isMet: boolean;
    readonly approvals: number;
    readonly taken: readonly { readonly person: string; readonly group: string | null }[];
    readonly missing: readonly { readonly groups: readonly string[]; readonly count: number }[];
  }[];
}

export interface TokenFinding {
  /** Of the token, or of what is said in its place. */
  readonly path: string;
  readonly digest: string;
  readonly requester: string | null;
  readonly service: number | null;
  readonly created: string | null;
  readonly nodes: readonly number[];
  /**
   * `spent`: the logs show what it was spent on, on each HSM of its. `said-spent`: whoever made the bundle says so.
   * `withheld`: neither, so that it might still be spent: its bytes and signatures are not in the bundle.
   */
  readonly state: 'spent' | 'said-spent' | 'withheld';
  /** SHA-256 of the file that it stood in. */
  readonly file: string;
  readonly approvals: readonly {
    readonly name: string;
    /** SHA-256 of the signature. */
    readonly signature: string;
    /** `not-rechecked`: of a token that was withheld. */
    readonly state: 'right' | 'wrong' | 'unknown-key' | 'not-rechecked';
    readonly fingerprint: string | null;
    /** What the CLI's causes say of a wrong one; codes. */
    readonly causes: readonly string[];
  }[];
  /** Of the token by the policy; null without a policy, or where it was withheld. */
  readonly verdict: VerdictFinding | null;
}

export interface OperationFinding {
  readonly at: string;
  /** In words of the classic console, or else of `cloudhsm-cli`; null where the logs do not tell it all. */
  readonly operation: string | null;
  /** Kind of `LoggedOperation`. */
  readonly kind: 'known' | 'set-m-value' | 'key';
  readonly actor: string | null;
  /** HSMs whose logs have it, with the sequence number there, in hex as `0x1a`. */
  readonly done: readonly { readonly stream: string; readonly sequence: string }[];
  /** HSMs whose logs should have it. */
  readonly missing: readonly string[];
  /** Path of the request that covers it. */
  readonly request: string | null;
}

export interface LogFinding {
  readonly path: string;
  readonly stream: string;
  readonly events: number;
  readonly first: string | null;
  readonly last: string | null;
  /** Codes of `AuditFinding` in it. */
  readonly findings: readonly string[];
}

/** Users and quorum values at one time; the same on all HSMs, or `isInStep` is false. */
export interface Snapshot {
  readonly paths: readonly string[];
  readonly isInStep: boolean;
  /** In the order of their names, by role. */
  readonly users: readonly SnapshotUser[];
  readonly quorumValues: readonly { readonly service: string; readonly value: number }[];
}

export interface SnapshotUser {
  readonly name: string;
  /** As the console has it: `CO`, `crypto-user`. */
  readonly role: string;
  /** Whether a public key is registered: null where the console did not say. */
  readonly hasKey: boolean | null;
  readonly isLocked: boolean | null;
}

export interface SnapshotDifference {
  readonly what: 'user' | 'quorum-value';
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** In words that need no translation: `CO, key registered`, `2`. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What was not as the script says. */
export interface Deviation {
  readonly at: string;
  readonly step: string;
  /**
   * `resumed`: the program had ended, and the record does not say why; a break is none. `out-of-order`, `by-others`,
   * `file-missing`: the record has the step as done, and it was not as the script says.
   */
  readonly kind:
    | 'stopped'
    | 'deviated'
    | 'skipped'
    | 'repeated'
    | 'not-done'
    | 'resumed'
    | 'out-of-order'
    | 'by-others'
    | 'file-missing';
  /** Who stopped the ceremony; null in all others. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly acceptedBy: string | null;
  /** Whoever accepted it is one of those whose step it is. */
  readonly isSelfAccepted: boolean;
}

/** Two things of a bundle that cannot both be so. */
export type Contradiction =
  /** a piece is not what its kind says; `problem` is a code */
  | { readonly code: 'unreadable-piece'; readonly path: string; readonly problem: string }
  /** a file is not as the record says that it came out of a step */
  | { readonly code: 'outcome-changed'; readonly path: string; readonly step: string }
  /** the record is of another script or policy than the one in the bundle */
  | { readonly code: 'other-script' | 'other-policy'; readonly path: string }
  /** somebody or something is in the record that the script does not have */
  | { readonly code: 'not-in-script'; readonly name: string }
  /** times of the record go back */
  | { readonly code: 'time-goes-back'; readonly at: string }
  /** a signature that no key at hand made, or a wrong one; `name` is the approver, or `#2` the second of an envelope */
  | { readonly code: 'signature-wrong'; readonly path: string; readonly name: string }
  /** a request that does not count; `problem` is the code of a `RequestProblem` */
  | { readonly code: 'request-problem'; readonly path: string; readonly problem: string }
  /** those who approved are not those whom the policy asks for */
  | { readonly code: 'policy-not-met'; readonly path: string }
  /** fewer approvals are right than the quorum value of before asks for */
  | {
      readonly code: 'quorum-not-reached';
      readonly path: string;
      readonly approvals: number;
      readonly required: number;
    }
  /** a user or a value is not as before, and no log has an operation that changed it; or the other way round */
  | {
      readonly code: 'difference-not-in-logs' | 'operation-not-in-snapshots';
      readonly name: string;
    }
  /**
   * an operation that no request covers, or that is not in the logs of all HSMs, or what else an audit finds; `finding`
   * is the code of an `AuditFinding`, `text` the operation, or the log's name
   */
  | {
      readonly code: 'audit';
      readonly finding: string;
      readonly at: string | null;
      readonly text: string;
    };

/** What nobody can check from the bundle alone; each says why in its own words at the edge. */
export type UncheckedClaim =
  /** a token that might still be spent: its signatures are not here */
  | { readonly code: 'token-withheld'; readonly path: string }
  /** whoever made the bundle says that the token was spent, and no log shows it */
  | { readonly code: 'token-said-spent'; readonly path: string }
  /** no log: nothing shows that the operation was done */
  | { readonly code: 'no-logs' }
  /** no policy, roster or key: nobody's signature can be told */
  | { readonly code: 'no-keys' }
  /** snapshots and logs are signed by nobody; they are as good as the way on which they came */
  | { readonly code: 'unsigned-logs' | 'unsigned-snapshots' }
  /** the record is as good as whoever kept it: times, people and initials */
  | { readonly code: 'record-times' }
  /** a file that came out of a step and is not in the bundle */
  | { readonly code: 'outcome-left-out'; readonly path: string; readonly step: string }
  /** the report was made by another version */
  | { readonly code: 'report-of-other-version'; readonly version: string };
