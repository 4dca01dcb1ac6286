import { writeSync } from 'node:fs';
import { openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { ELSEWHERE } from '../elsewhere.ts';

/**
 * Creates and deletes users on every server for ever, and says before and after each what it does:
 * FOLDER NAME SESSION… (one of each server). A user is deleted once there are ten.
 */
async function keepWriting(folder: string, name: string, sessions: readonly string[]) {
  const cluster = openCluster(folder, { process: ELSEWHERE });
  const mine: string[] = [];
  for (let i = 0; ; i += 1) {
    const oldest = mine.length >= 10 ? mine.shift() : undefined;
    const user = oldest ?? `${name}_${i}`;
    for (const [server, hsm] of cluster.hsms.entries()) {
      const words = `${oldest === undefined ? 'create' : 'delete'} ${server} ${user}\n`;
      writeSync(1, `try ${words}`);
      const who = { session: sessions[server] ?? '', type: 'CU', name: user };
      const reply = await hsm.execute(
        oldest === undefined
          ? { op: 'createUser', ...who, password: 'password' }
          : { op: 'deleteUser', ...who },
      );
      if (!reply.ok) throw new Error(reply.reason.code);
      writeSync(1, `did ${words}`);
    }
    if (oldest === undefined) mine.push(user);
  }
}

const [folder = '', name = '', ...sessions] = process.argv.slice(2);
keepWriting(folder, name, sessions).catch((error: unknown) => {
  writeSync(1, `failed ${error}\n`);
  process.exitCode = 1;
});
