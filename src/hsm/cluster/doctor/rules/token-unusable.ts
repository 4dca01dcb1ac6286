import { isKeyService } from '../../../../token/service.ts';
import type { TokenUnusable } from '../../../doctor-finding.ts';
import { isOfficer } from '../../../machine/context.ts';
import { outlivesSession } from '../../../machine/drop-sessions.ts';
import { readRecord } from '../../../machine/quorum.ts';
import type { User } from '../../../machine/state.ts';
import type { ExaminedCluster, ExaminedServer } from '../examined.ts';
import { isLocked } from '../officers.ts';
import type { Found, Rule } from '../rule.ts';

export const tokenUnusable: Rule<'token-unusable'> = {
  code: 'token-unusable',
  severity: 'advice',
  find(cluster) {
    const found = new Map<string, Found<'token-unusable'> & { servers: number[] }>();
    for (const server of cluster.servers) {
      for (const { key, values } of findUnusable(server, cluster)) {
        const known = found.get(key);
        if (known === undefined) found.set(key, { servers: [server.index], values });
        else if (!known.servers.includes(server.index)) known.servers.push(server.index);
      }
    }
    return [...found.values()];
  },
};

function* findUnusable({ hsm }: ExaminedServer, cluster: ExaminedCluster) {
  if (hsm.tokens.length === 0) return;
  const users = new Map(hsm.users.map((user) => [user.id, user]));
  const alive = new Set(
    hsm.sessions.filter(({ process }) => cluster.isAlive(process)).map(({ id }) => id),
  );
  for (const token of hsm.tokens) {
    const isOver = !alive.has(token.session) && !outlivesSession(hsm, token);
    const { user, service } = readRecord(token);
    const owner = users.get(token.user);
    const mayHave = owner !== undefined && (isKeyService(service) || isOfficer(owner));
    const reason = judgeToken(mayHave ? owner : undefined, isOver);
    if (reason === undefined) continue;
    yield { key: `${service} ${user} ${reason}`, values: { user, service, reason } };
  }
}

/** @param owner whose token it is, if its service is still for that user */
function judgeToken(owner: User | undefined, isOver: boolean): TokenUnusable | undefined {
  if (owner === undefined) return 'owner-no-officer';
  if (isOver) return 'session-over';
  return isLocked(owner) ? 'owner-locked' : undefined;
}
