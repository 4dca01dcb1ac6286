import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ClientName } from '../../../src/hsm/clients.ts';
import { openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { ELSEWHERE } from '../elsewhere.ts';
import { parseRequests } from '../request-json.ts';

/**
 * One of several that want the same: FOLDER CLIENT. Each line of input is a time in milliseconds and, in
 * JSON, a request for each server; at that time all are sent, and the answers printed as one line.
 */
async function race(folder: string, client: ClientName): Promise<void> {
  const cluster = openCluster(folder, { process: ELSEWHERE });
  for await (const line of createInterface({ input: process.stdin })) {
    const space = line.indexOf(' ');
    const start = Number(line.slice(0, space));
    const requests = parseRequests(line.slice(space + 1));
    while (Date.now() < start) {
      // Waiting so, all of them start within the same millisecond.
    }
    const answers: string[] = [];
    for (const [server, request] of requests.entries()) {
      const reply = await cluster.hsms[server]?.execute(request, { client });
      answers.push(reply?.ok === true ? 'ok' : (reply?.error ?? 'no reply'));
    }
    writeSync(1, `${answers.join(' ')}\n`);
  }
}

const [folder = '', client = 'classic'] = process.argv.slice(2);
void race(folder, client as ClientName);
