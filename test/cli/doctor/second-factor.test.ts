/**
 * Second factors and the doctor: who lost one, and servers that do not have the same. What it advises is typed, and
 * signed when the console asks.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HintStep } from '../../../src/cli/commands/hsm/doctor/hints/step.ts';
import { type Cluster, openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { Console } from '../../../src/mgmt-util/console.ts';
import { signAuthData } from '../../mgmt-util/second-factor-stage.ts';
import { takeKey } from '../../support/keys.ts';
import { signDigest } from '../../support/sdk5-files.ts';
import { askDoctor, type Place } from './paste.ts';
import { HEALTHY, lock, logIn, makeCluster, PASSWORD } from './world.ts';

let place: Place;
let cluster: Cluster;

beforeEach(() => {
  place = { folder: mkdtempSync(join(tmpdir(), 'mofn-doctor-')), passwords: new Map() };
  cluster = makeCluster(place, { ...HEALTHY, m: [1, 1], flavour: 'aws-2023' });
});
afterEach(async () => {
  await cluster.close();
  rmSync(place.folder, { recursive: true });
});

/** Gives officer2 a second factor, as createUser and changePswd do. */
async function enrol(server: number): Promise<void> {
  const hsm = cluster.hsms[server];
  const session = await logIn(cluster, server, 'officer2');
  const user = { type: 'CO', name: 'officer2' } as const;
  const asked = await hsm?.execute({ op: 'getChallenge', purpose: 'register', ...user });
  if (!asked?.ok) throw new Error('there is always a challenge');
  const { spki, privateKey } = takeKey('officer2');
  const secondFactor = { publicKey: spki, signature: signDigest(asked.digest, privateKey) };
  const reply = await hsm?.execute({
    op: 'changePswd',
    session,
    ...user,
    password: PASSWORD,
    secondFactor,
  });
  if (!reply?.ok) throw new Error(reply?.reason.code);
  await hsm?.execute({ op: 'finalize', session });
}

/** Types a hint's lines as somebody does who signs in another terminal; every line has to succeed. */
async function type(hint: readonly HintStep[], passwords: readonly string[]): Promise<void> {
  const left = [...passwords];
  let printed = '';
  async function* input(): AsyncIterable<string> {
    for (;;) {
      const [question] = printed.split('\n').slice(-1);
      const last = printed.trimEnd().split('\n').at(-1) ?? '';
      if (last.startsWith('Enter filename:')) {
        sign('officer2.auth');
        yield '\n';
      } else if (question?.endsWith('(y/n)?')) yield 'y\n';
      else yield `${left.shift() ?? ''}\n`;
    }
  }
  for (const { commands } of hint) {
    for (const command of commands) {
      const console = new Console({
        cluster: openCluster(join(place.folder, 'C')),
        input: input(),
        output: { write: (text) => (printed += text) },
        directory: place.folder,
      });
      for (const [, line = ''] of command.matchAll(/'([^']*)'/g)) {
        expect(await console.execute(line), `${line}\n${printed}`).toBe('done');
      }
      await console.close();
    }
  }
}

function sign(name: string): void {
  const path = join(place.folder, name);
  const { privateKey, publicPem } = takeKey('officer2');
  const signed = signAuthData(JSON.parse(readFileSync(path, 'utf8')), privateKey, publicPem);
  writeFileSync(path, JSON.stringify(signed));
}

async function codes(): Promise<readonly string[]> {
  return (await askDoctor(place)).findings.map(({ code }) => code);
}

it('an officer who is locked loses the second factor, and gets it anew', async () => {
  for (const server of [0, 1]) await enrol(server);
  await lock(cluster, 'officer2');
  const found = (await askDoctor(place)).findings.find(({ code }) => code === 'officer-locked');
  expect(found?.hint.map(({ what }) => what)).toEqual([
    'officer1 gives officer2 a new password, which unlocks it and takes its second factor and quorum key away',
    'officer2 has both anew: sign officer2.auth with officer2.key when it is asked for',
  ]);
  await type(found?.hint ?? [], [PASSWORD, 'another-one', 'another-one', 'a-third-one']);
  expect(await codes()).not.toContain('officer-locked');
  const users = cluster.hsms.map((hsm) =>
    hsm.inspect().state.hsm.users.find(({ name }) => name === 'officer2'),
  );
  for (const user of users) {
    expect(user?.secondFactor?.spki).toBe(takeKey('officer2').spki.toString('base64'));
    expect(user?.quorumKey?.spki).toBe(user?.secondFactor?.spki);
  }
});

it('servers that have another second factor come into step again', async () => {
  await enrol(0);
  const found = (await askDoctor(place)).findings.find(({ code }) => code === 'out-of-step');
  expect(found?.message).toMatch(/user officer2: not the same (password and )?second factor/);
  await type(found?.hint ?? [], [PASSWORD, 'another-one', PASSWORD, 'another-one']);
  expect(await codes()).not.toContain('out-of-step');
});

it('whoever has none is asked to act first', async () => {
  for (const server of [0, 1]) await enrol(server);
  await lock(cluster, 'officer3');
  const { findings } = await askDoctor(place);
  const hints = findings.flatMap(({ hint }) => hint.flatMap(({ commands }) => commands));
  expect(hints.some((line) => line.includes('changePswd CO officer3'))).toBe(true);
  expect(hints.filter((line) => line.includes('loginHSM CO officer2 -hpswd'))).toEqual(
    hints.filter((line) => line.includes('loginHSM CO officer2 -hpswd -2fa officer2.auth')),
  );
});
