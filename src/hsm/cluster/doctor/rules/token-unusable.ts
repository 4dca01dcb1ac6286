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
        else known.servers.push(server.index);
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
    const reason = judgeToken(users.get(token.user), isOver);
    if (reason === undefined) continue;
    const { user, service } = readRecord(token);
    yield { key: `${service} ${user} ${reason}`, values: { user, service, reason } };
  }
}

function judgeToken(owner: User | undefined, isOver: boolean): TokenUnusable | undefined {
  if (owner === undefined || !isOfficer(owner)) return 'owner-no-officer';
  if (isOver) return 'session-over';
  return isLocked(owner) ? 'owner-locked' : undefined;
}
