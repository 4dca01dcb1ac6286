/** What an approval file is held against. */
import type { ApprovalSet } from '../../../../ceremony/approval-set.ts';
import type { Roster } from '../../../../ceremony/roster.ts';
import type { RequestAtHand } from '../../../../ceremony/status.ts';
import type { Context } from '../../../context.ts';
import { readRosterInput } from '../../../input/read-roster.ts';
import type { StatusArguments } from './status-arguments.ts';

export interface Sources {
  readonly roster: Roster;
  readonly request: RequestAtHand | undefined;
}

/** @throws Failure of kind `file` where one of them cannot be read, or is something else */
export async function readSources(
  args: StatusArguments,
  { token }: Pick<ApprovalSet, 'token'>,
  context: Context,
): Promise<Sources> {
  const keys = await readRosterInput(args.roster, context);
  const created = token?.records[0]?.created;
  const roster = keys.rosterAt(created);
  if (args.request === undefined) return { roster, request: undefined };
  const { readRequest } = await import('../../../../ceremony/request/statement.ts');
  const { readRequestInput } = await import('../../request/read-inputs.ts');
  const signed = await readRequestInput(args.request, context, readRequest);
  const now = Math.floor(context.now() / 1000);
  const request = { signed, holders: keys.holdersAt(created), now, policy: null };
  return { roster, request };
}
