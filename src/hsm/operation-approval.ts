/** Log-ins and approvals, as every request names them. */

/** A log-in session on one HSM. Unique on that HSM, never used again, and of the process that logged in. */
export type SessionId = string;

/** An approver as the approval file names one, with what the signature file held. */
export interface Approval {
  /** As the file numbers it: 1 is CU, 2 is CO; null where a file names nobody's type. */
  readonly type: number | null;
  readonly name: string;
  /** The signature file's bytes as they were read, whatever their number. */
  readonly signature: Uint8Array;
}

/** Approvals that come with the operation that they are for: both are done, or nothing is. */
export interface OperationApproval {
  /** The whole of what was signed: one 80-byte record for each HSM. */
  readonly multiToken: Uint8Array;
  readonly approvals: readonly Approval[];
}
