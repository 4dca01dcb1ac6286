import { type KeyObject, sign } from 'node:crypto';

import type { Approval, HsmConnection, OperationApproval } from '../../src/hsm/protocol.ts';

/** Approvals, for tests and for the programs that they start. */

/** An officer who signs. */
export interface Approver {
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** The officers' approvals of a token file. */
export function approve(officers: readonly Approver[], multiToken: Uint8Array): Approval[] {
  return officers.map(({ name, privateKey }) => ({
    type: 2,
    name,
    signature: sign('sha256', multiToken, privateKey),
  }));
}

/** A token of an officer on one HSM, with the approvals of others, to be handed in with an operation. */
export async function approveOn(
  hsm: HsmConnection,
  session: string,
  name: string,
  approvers: readonly Approver[],
): Promise<{ readonly approval: OperationApproval }> {
  const request = { op: 'getToken', session, service: 3, name } as const;
  const reply = await hsm.execute(request, { client: 'sdk5' });
  if (!reply.ok) throw new Error(reply.reason.code);
  const multiToken = reply.record;
  return { approval: { multiToken, approvals: approve(approvers, multiToken) } };
}
