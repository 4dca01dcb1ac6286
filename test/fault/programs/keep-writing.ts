import { createPrivateKey } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';

import { openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { type Approver, approveOn } from '../approve.ts';
import { ELSEWHERE } from '../elsewhere.ts';

/**
 * Creates and deletes users on every server for ever, and says before and after each what it does:
 * FOLDER NAME OFFICER KEYS SESSION… (one of each server). A user is deleted once there are ten. Where there is
 * an officer whose sessions those are, each of it comes with the approvals of those whose keys a file has, as
 * in the newer console.
 */
async function keepWriting(
  folder: string,
  name: string,
  officer: string,
  keysFile: string,
  sessions: readonly string[],
): Promise<void> {
  const client = officer === '' ? 'classic' : 'sdk5';
  const approvers = officer === '' ? [] : readApprovers(keysFile);
  const cluster = openCluster(folder, { process: ELSEWHERE });
  const mine: string[] = [];
  for (let i = 0; ; i += 1) {
    const oldest = mine.length >= 10 ? mine.shift() : undefined;
    const user = oldest ?? `${name}_${i}`;
    for (const [server, hsm] of cluster.hsms.entries()) {
      const session = sessions[server] ?? '';
      const approval = officer === '' ? {} : await approveOn(hsm, session, officer, approvers);
      const words = `${oldest === undefined ? 'create' : 'delete'} ${server} ${user}\n`;
      writeSync(1, `try ${words}`);
      const who = { session, type: 'CU', name: user, ...approval };
      const reply = await hsm.execute(
        oldest === undefined
          ? { op: 'createUser', ...who, password: 'password' }
          : { op: 'deleteUser', ...who },
        { client },
      );
      if (!reply.ok) throw new Error(reply.reason.code);
      writeSync(1, `did ${words}`);
    }
    if (oldest === undefined) mine.push(user);
  }
}

/** Names, and private keys as PEM. */
function readApprovers(file: string): Approver[] {
  const keys = JSON.parse(readFileSync(file, 'utf8')) as { readonly [name: string]: string };
  return Object.entries(keys).map(([name, pem]) => ({ name, privateKey: createPrivateKey(pem) }));
}

const [folder = '', name = '', officer = '', keys = '', ...sessions] = process.argv.slice(2);
keepWriting(folder, name, officer, keys, sessions).catch((error: unknown) => {
  writeSync(1, `failed ${error}\n`);
  process.exitCode = 1;
});
