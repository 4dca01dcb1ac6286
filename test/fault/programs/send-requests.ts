import { readFileSync, writeSync } from 'node:fs';
import type { ClientName } from '../../../src/hsm/clients.ts';
import { openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { ELSEWHERE } from '../elsewhere.ts';
import { parseRequests } from '../request-json.ts';

/**
 * Sends one request to each server in turn, as a command of the console does, and says `done N` or
 * `refused N` as each answers: FOLDER REQUESTS-FILE CLIENT.
 */
async function sendRequests(folder: string, file: string, client: ClientName): Promise<void> {
  const cluster = openCluster(folder, { process: ELSEWHERE, now: () => 0 });
  for (const [index, request] of parseRequests(readFileSync(file, 'utf8')).entries()) {
    const reply = await cluster.hsms[index]?.execute(request, { client });
    writeSync(1, `${reply?.ok === true ? 'done' : 'refused'} ${index}\n`);
  }
}

const [folder = '', file = '', client = 'classic'] = process.argv.slice(2);
void sendRequests(folder, file, client as ClientName);
