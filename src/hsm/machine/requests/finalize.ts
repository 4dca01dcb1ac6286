import type { Context, Outcome, RequestOf } from '../context.ts';
import { logOut } from './log-out.ts';

/**
 * The end of a session whose connection is closed: the same as logoutHSM, but for its name in the audit log
 * (AWS CloudHSM user guide, "Interpreting HSM audit logs").
 */
export function finalize(
  context: Context,
  { session }: RequestOf<'finalize'>,
): Outcome<'finalize'> {
  return logOut(context, { op: 'logout', session });
}
