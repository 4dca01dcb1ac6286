import { writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { ELSEWHERE } from '../elsewhere.ts';

/**
 * Makes and deletes keys on every server for ever, and says before and after each what it does: FOLDER NAME
 * SESSION… (one of each server). A key is made on the first and copied to the others; one is deleted once there
 * are five. Lines are `try|did create|delete SERVER LABEL`.
 */
async function keepKeys(folder: string, name: string, sessions: readonly string[]): Promise<void> {
  const cluster = openCluster(folder, { process: ELSEWHERE });
  const mine: { readonly label: string; readonly handle: number }[] = [];
  const on = async (server: number, request: object) => {
    const reply = await cluster.hsms[server]?.execute(
      { session: sessions[server] ?? '', ...request } as never,
      { client: 'sdk5' },
    );
    if (!reply?.ok) throw new Error(`${reply?.reason.code}`);
    return reply as unknown as { readonly handle: number; readonly sealed: string };
  };
  for (let i = 0; ; i += 1) {
    const oldest = mine.length >= 5 ? mine.shift() : undefined;
    if (oldest !== undefined) {
      for (const server of sessions.keys()) {
        writeSync(1, `try delete ${server} ${oldest.label}\n`);
        await on(server, { op: 'deleteKey', handle: oldest.handle });
        writeSync(1, `did delete ${server} ${oldest.label}\n`);
      }
      continue;
    }
    const label = `${name}_${i}`;
    writeSync(1, `try create 0 ${label}\n`);
    const { handle } = await on(0, {
      ...{ op: 'generateKey', type: 'aes', bytes: 32, key: { label } },
    });
    writeSync(1, `did create 0 ${label}\n`);
    const { sealed } = await on(0, { op: 'extractMaskedKey', handle });
    for (const server of sessions.keys()) {
      if (server === 0) continue;
      writeSync(1, `try create ${server} ${label}\n`);
      await on(server, { op: 'insertMaskedKey', sealed });
      writeSync(1, `did create ${server} ${label}\n`);
    }
    mine.push({ label, handle });
    await nextTurn();
  }
}

const [folder = '', name = '', ...sessions] = process.argv.slice(2);
keepKeys(folder, name, sessions).catch((error: unknown) => {
  writeSync(1, `failed ${error}\n`);
  process.exitCode = 1;
});
