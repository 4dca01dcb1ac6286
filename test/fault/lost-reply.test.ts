import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import { requireProgram } from '../support/requirements.ts';
import { runCommand } from '../support/run-command.ts';
import { stopAt } from './stopped.ts';
import { trace } from './strace.ts';

const strace = requireProgram('strace');

let root: string;
beforeAll(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-reply-'));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

const addFault = (place: string) =>
  [
    ...[process.execPath, 'bin/mofn', 'hsm', 'fault', 'add', 'server=1 error=RET_FAULT'],
    ...['--hsm', place],
  ] as const;

async function newCluster(name: string): Promise<string> {
  const place = path.join(root, name);
  await runCommand(['hsm', 'init', place]);
  return place;
}

describe.skipIf(!strace.has)(`a change whose link is there already ${strace.label}`, () => {
  it('is made once', async () => {
    const rehearsed = await newCluster('rehearsed');
    const { calls } = await trace(addFault(rehearsed), { log: path.join(root, 'rehearsed.log') });
    const sync = calls.find(
      ({ name, text }) => name === 'fsync' && text.includes('/settings/.new-'),
    );
    if (sync === undefined) throw new Error('it waits for no document');

    const place = await newCluster('cluster');
    const sleeper = await stopAt(addFault(place), sync, path.join(root, 'log'));
    // What link(2) would do, done by somebody else: to the program it says that the name is taken.
    const settings = path.join(place, 'settings');
    const [document = ''] = fs.readdirSync(settings).filter((name) => name.startsWith('.new-'));
    fs.linkSync(path.join(settings, document), path.join(settings, '000000000002.json'));
    const { code, stderr } = await sleeper.resume();
    expect([code, stderr]).toEqual([0, '']);
    const cluster = openCluster(place);
    expect(cluster.readSettings().faults).toHaveLength(1);
    expect(cluster.readActs().events).toHaveLength(1);
  });
});
