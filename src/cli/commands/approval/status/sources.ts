/** What an approval file is held against. */
import type { ApprovalSet } from '../../../../ceremony/approval-set.ts';
import type { Policy } from '../../../../ceremony/policy/policy.ts';
import type { Roster } from '../../../../ceremony/roster.ts';
import type { RequestAtHand } from '../../../../ceremony/status.ts';
import type { TokenKey } from '../../../../ceremony/token-key.ts';
import type { Context } from '../../../context.ts';
import { findTokenKey } from '../../../input/find-token-key.ts';
import { readPolicyInput } from '../../../input/read-policy.ts';
import { type RosterInput, readRosterInput, rosterInputOf } from '../../../input/read-roster.ts';
import type { StatusArguments } from './status-arguments.ts';

export interface Sources {
  readonly roster: Roster;
  /** Whether it is a policy's. */
  readonly inPolicy: boolean;
  readonly request: RequestAtHand | undefined;
  readonly policy: Policy | undefined;
  /** The key that the token is for, where it is for one. */
  readonly key: TokenKey | undefined;
}

/** @throws Failure of kind `file` where one of them cannot be read, or is something else */
export async function readSources(
  args: StatusArguments,
  { token }: Pick<ApprovalSet, 'token'>,
  context: Context,
): Promise<Sources> {
  const { policy, keys } = await readKeySources(args, context);
  const { inPolicy } = keys;
  const created = token?.records[0]?.created;
  const roster = keys.rosterAt(created);
  const key = await findTokenKey(token?.records ?? [], args.hsm, context);
  if (args.request === undefined) return { roster, inPolicy, request: undefined, policy, key };
  const { readRequest } = await import('../../../../ceremony/request/statement.ts');
  const { readRequestInput } = await import('../../request/read-inputs.ts');
  const signed = await readRequestInput(args.request, context, readRequest);
  const now = Math.floor(context.now() / 1000);
  const request = { signed, holders: keys.holdersAt(created), now, policy: policy?.digest ?? null };
  return { roster, inPolicy, request, policy, key };
}

/** What `--roster` and `--policy` name. */
export interface KeySources {
  readonly policy: Policy | undefined;
  readonly keys: RosterInput;
}

/** @throws Failure of kind `file` where one of them cannot be read, or is something else */
export async function readKeySources(args: KeyArguments, context: Context): Promise<KeySources> {
  const policy =
    args.policy === undefined ? undefined : await readPolicyInput(args.policy, context);
  return { policy, keys: await readKeys(args, policy, context) };
}

type KeyArguments = Pick<StatusArguments, 'roster' | 'policy'>;

/** Those of the roster, or, without one, of the policy's people. */
async function readKeys(
  { roster, policy: path }: KeyArguments,
  policy: Policy | undefined,
  context: Context,
): Promise<RosterInput> {
  if (roster !== undefined) return readRosterInput(roster, context);
  if (policy === undefined || path === undefined) {
    throw new Error('neither --roster nor --policy: the definition asks for one');
  }
  return rosterInputOf(policy, path, context);
}
