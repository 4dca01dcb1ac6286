import type { ApproverArgument } from '../approver-argument.ts';

/** An approval file of either kind, to be changed. Every change makes another one. */
export interface EditableApproval {
  /**
   * Puts an approver behind the others.
   *
   * @throws Failure `approver-there` where it has an approval already
   */
  add(approver: ApproverArgument): Promise<EditableApproval>;
  /** Gives an approver who is there another signature. */
  replace(approver: ApproverArgument): Promise<EditableApproval>;
  /**
   * Takes an approver out.
   *
   * @throws Failure `no-such-approver` where it has no approval
   */
  remove(name: string): EditableApproval;
  /** Lays the file out anew. */
  format(): EditableApproval;
  toBytes(): Uint8Array;
}
