/**
 * What one HSM alone answers, as a signature: with approvals it is done once in the whole cluster, since the tokens
 * of all other HSMs are given away with it.
 */
import type { KeyHandle } from '../../hsm/key-protocol.ts';
import type { KeyService } from '../../hsm/keys.ts';
import type { ClusterServer, HsmRequest, OperationApproval } from '../../hsm/protocol.ts';
import type { Shell } from '../command.ts';
import { ask, askOne, failedOn, requireConnected, type Success } from '../fan-out.ts';
import type { SelectedKey } from './select-keys.ts';

/** An approval, and what it approves. */
export interface SpentApproval {
  readonly handle: KeyHandle;
  readonly service: KeyService;
  readonly approval: OperationApproval | undefined;
}

/** What came of it. */
export interface Used<R extends HsmRequest> {
  /** The HSM that did it. */
  readonly server: ClusterServer;
  readonly reply: Success<R>;
}

/**
 * Asks one HSM that has the keys: the first that can be reached.
 *
 * @param approvals those that came with the command
 * @throws CommandError where it refuses; with approvals also where another HSM cannot be reached, and before it is
 *   asked for
 */
export async function useKeys<R extends HsmRequest>(
  shell: Shell,
  keys: readonly SelectedKey[],
  approvals: readonly SpentApproval[],
  request: (server: ClusterServer) => R,
): Promise<Used<R>> {
  const given = approvals.flatMap(({ approval, ...of }) =>
    approval === undefined ? [] : [{ ...of, approval }],
  );
  if (given.length > 0) await requireConnected(shell);
  const server = holderOf(keys, shell);
  const reply = await askOne(server, request(server), shell);
  const others = shell.servers.filter((other) => other !== server);
  let failed = 0;
  for (const other of others) {
    for (const spent of given) {
      const session = shell.sessions.idOn(other);
      const answer = await ask(other, { op: 'spendKeyToken', session, ...spent }, shell, 1);
      if (!answer.ok) failed++;
    }
  }
  if (failed > 0) throw failedOn(failed, shell);
  return { server, reply };
}

/** Where no HSM has all of them, one without says which it has not. */
function holderOf(keys: readonly SelectedKey[], { servers }: Shell): ClusterServer {
  const holds = (server: ClusterServer): boolean =>
    keys.every((key) => key.servers.includes(server));
  const server = servers.find(holds) ?? servers[0];
  if (server === undefined) throw new TypeError('a cluster has HSMs');
  return server;
}
