/** What the doctor says to type where cloudhsm-cli is the only way in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HintStep } from '../../../src/cli/commands/hsm/doctor/hints/step.ts';
import { CloudhsmCli } from '../../../src/cloudhsm-cli/console.ts';
import { createMemoryCluster, openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { dumpCluster, readDump } from '../../../src/hsm/cluster/dump.ts';
import { createClusterFromDump } from '../../../src/hsm/cluster/load-dump.ts';
import { takeKey } from '../../support/keys.ts';
import { runCommand } from '../../support/run-command.ts';
import { dumpedSecret } from '../../support/whole-keys.ts';
import { askDoctor } from './paste.ts';

const PROMPT = 'aws-cloudhsm > ';
const OFFICERS = ['officer1', 'officer2', 'officer3', 'officer4'];

let folder: string;
/** By user; "password" of all others. */
let passwords: Map<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-doctor-sdk5-'));
  passwords = new Map();
  for (const name of ['admin', ...OFFICERS, ...CRYPTO_USERS]) {
    const { privatePem, publicPem } = takeKey(name);
    writeFileSync(join(folder, `${name}.key`), privatePem, { mode: 0o600 });
    writeFileSync(join(folder, `${name}.pub`), publicPem);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const mofn = (argv: readonly string[]) => runCommand(argv, { cwd: folder });

async function makeCluster(mValues: object): Promise<void> {
  const users = OFFICERS.map((name) => ({ name, password: 'own-password', key: `${name}.pub` }));
  for (const name of OFFICERS) passwords.set(name, 'own-password');
  const seed = { type: 'hsm2m', adminPassword: 'own-password', users, mValues };
  passwords.set('admin', 'own-password');
  writeFileSync(join(folder, 'seed.json'), JSON.stringify(seed));
  await mofn(['hsm', 'init', 'C', '--from', 'seed.json', '--quiet']);
}

const CRYPTO_USERS = ['ca1', 'ca2', 'ca3'];

interface OwnedKey {
  /** Nobody who is there, where not given. */
  readonly owner?: string;
  readonly sharedWith: readonly string[];
  /** Both, where not given. */
  readonly servers?: readonly number[];
  /** One of its own, where not given. */
  readonly handle?: number;
}

/** A cluster whose HSMs hold secret keys with quorum values of 2. @param able crypto users with quorum keys */
function makeKeyCluster(keys: readonly OwnedKey[], able: number): void {
  const password = 'own-password';
  for (const name of [...OFFICERS, ...CRYPTO_USERS, 'admin']) passwords.set(name, password);
  const dump = dumpCluster(
    createMemoryCluster({
      type: 'hsm2m',
      adminPassword: password,
      users: [
        ...OFFICERS.map((name) => ({ type: 'CO', name, password, publicKey: takeKey(name).spki })),
        ...CRYPTO_USERS.map((name, index) => ({
          ...{ type: 'CU', name, password },
          ...(index < able && { publicKey: takeKey(name).spki }),
        })),
        { type: 'CU', name: 'gone', password },
      ] as never,
      mValues: { userManagement: 2, miscCo: 2, clusterManagement: 2 },
    }),
  );
  const users = dump.servers[0]?.hsm.users ?? [];
  const idOf = (name: string): number => users.find((user) => user.name === name)?.id ?? 0;
  const dumped = keys.map((key, index) => {
    const { owner = 'gone', sharedWith, servers: on = [0, 1], handle = index + 1 } = key;
    const secret = dumpedSecret(handle, {
      owner: idOf(owner),
      sharedWith: sharedWith.map(idOf),
      quorum: { manage: 2, use: 2 },
    });
    const flags = { ...secret.record.flags, token: true, destroyable: true, modifiable: true };
    return { ...secret, servers: on, record: { ...secret.record, flags } };
  });
  const servers = dump.servers.map(({ hsm, ...rest }) => ({
    ...rest,
    hsm: { ...hsm, users: users.filter(({ name }) => name !== 'gone') },
  }));
  createClusterFromDump(join(folder, 'C'), readDump({ ...dump, servers, keys: dumped }, 'dump'));
}

/** Pastes a hint, as somebody would who answers what is asked; every line has to succeed. */
async function paste(hint: readonly HintStep[]): Promise<void> {
  const input = new Readable({ read: () => undefined });
  let printed = '';
  const cli = new CloudhsmCli({
    cluster: openCluster(join(folder, 'C')),
    input,
    output: { write: (text) => (printed += text) },
    errors: { write: (text) => (printed += text) },
    directory: folder,
  });
  const ended = cli.runInteractive();
  const prompted = async (): Promise<void> => {
    while (!printed.endsWith(PROMPT)) await nextTurn();
  };
  await prompted();
  for (const { where, commands } of hint) {
    for (const command of commands) {
      if (where === 'shell') {
        const { code, stderr } = await mofn(command.split(' ').slice(1));
        expect([command, code, stderr.replace(/^(?!error).*\n/gm, '')]).toEqual([command, 0, '']);
        continue;
      }
      printed = '';
      input.push([command, ...answersTo(command), ''].join('\n'));
      await prompted();
      expect(printed, command).toContain('"error_code": 0');
    }
  }
  input.push(null);
  expect(await ended).toBe(0);
}

function answersTo(command: string): readonly string[] {
  const name = /--username (\S+)/.exec(command)?.[1] ?? 'admin';
  if (command.startsWith('login ')) return [passwords.get(name) ?? 'password'];
  if (!/^(user change-password|user create|cluster activate)/.test(command)) return [];
  passwords.set(name, 'another-password');
  return ['another-password', 'another-password'];
}

const askHere = () => askDoctor({ folder, passwords });

async function putRight(code: string): Promise<void> {
  const found = (await askHere()).findings.filter((finding) => finding.code === code);
  expect(found).toHaveLength(1);
  for (const { hint } of found) await paste(hint);
  expect((await askHere()).findings.map((finding) => finding.code)).not.toContain(code);
}

describe('hsm doctor on hsm2m', () => {
  it('leads from a new cluster to quorums with admins to spare', async () => {
    await mofn(['hsm', 'init', 'C', '--type', 'hsm2m', '--quiet']);
    await putRight('quorum-off');
    expect(await askHere()).toMatchObject({ errors: 0, findings: [] });
  });

  it('has an admin unlocked with the approvals that it takes', async () => {
    await makeCluster({ userManagement: 2, miscCo: 2, clusterManagement: 2 });
    for (let failure = 0; failure < 6; failure++) {
      const words = ['login', '--username', 'officer4', '--role', 'admin', '--password', 'wrong-1'];
      await mofn(['hsm', 'cli', '--hsm', 'C', '--', ...words]);
    }
    await putRight('officer-locked');
  });

  it('raises the value of the quorum that changes the others', async () => {
    await makeCluster({ userManagement: 3, miscCo: 2, clusterManagement: 2 });
    await putRight('weak-quorum-management');
  });

  it('has passwords changed that everybody knows', async () => {
    await mofn(['hsm', 'init', 'C', '--type', 'hsm2m', '--officers', '2', '--quiet']);
    await putRight('default-password');
  });

  it('has the owner of a key keep it from deletion, with the approvals that it takes', async () => {
    makeKeyCluster([{ owner: 'ca1', sharedWith: ['ca2'] }], 2);
    await putRight('key-deletion-uncovered');
  });

  it('has those register quorum keys who share a key that nobody can use', async () => {
    makeKeyCluster([{ owner: 'ca1', sharedWith: ['ca2', 'ca3'] }], 1);
    await putRight('key-quorum-unreachable');
  });

  it('has the owner of a key delete it, or share it anew, that is another on each HSM', async () => {
    makeKeyCluster(
      [
        { owner: 'ca1', sharedWith: ['ca2'], servers: [0] },
        { owner: 'ca1', sharedWith: ['ca2', 'ca3'], servers: [1], handle: 1 },
      ],
      2,
    );
    const { findings } = await askHere();
    const [step] = findings.find(({ code }) => code === 'out-of-step')?.hint ?? [];
    expect(step?.what).toMatch(/^ca1 deletes key 0x1, .*; or shares it, or sets its attributes, /);
    await putRight('out-of-step');
  });

  it('has the owner of a key delete it that has not come to every HSM', async () => {
    makeKeyCluster([{ owner: 'ca1', sharedWith: ['ca2'], servers: [1] }], 2);
    await putRight('out-of-step');
  });

  it('takes the tokens of crypto users for keys as what they are', async () => {
    makeKeyCluster([{ owner: 'ca1', sharedWith: ['ca2', 'ca3'] }], 3);
    const env = {
      MOFN_HSM: join(folder, 'C'),
      CLOUDHSM_ROLE: 'crypto-user',
      CLOUDHSM_PIN: 'ca1:own-password',
    };
    const generate = 'hsm cli -- quorum token-sign generate --service key-usage';
    for (const token of ['one', 'other']) {
      const words = `${generate} --filter key-reference=0x1 --token ${token}`.split(' ');
      expect(await runCommand(words, { cwd: folder, env })).toMatchObject({ code: 0 });
    }
    await mofn(['hsm', 'clock', '--hsm', 'C', 'advance', '595s']);
    const { findings } = await askHere();
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "key-deletion-uncovered: key 0x1 'key 1': the owner alone can delete what takes approvals",
      expect.stringMatching(
        /^token-ending: the token of ca1 for service 5 and key 0x1 has [0-5] s left$/,
      ),
      expect.stringMatching(/^clock-offset: /),
    ]);
    expect(findings[1]?.servers).toEqual([0, 1]);
  });

  it('says of keys that nothing puts right what they are', async () => {
    makeKeyCluster([{ owner: 'ca1', sharedWith: [] }, { sharedWith: ['ca2', 'ca3'] }], 3);
    const { findings } = await askHere();
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "key-quorum-unreachable: key 0x1 'key 1' wants 2 approvals, and 1 user of it has a quorum key",
      "key-deletion-uncovered: key 0x1 'key 1': the owner alone can delete what takes approvals",
      "key-orphaned: key 0x2 'key 2': the user who owned it was deleted",
    ]);
  });

  it('says no word of the classic console, which has no way in', async () => {
    await mofn(['hsm', 'init', 'C', '--type', 'hsm2m', '--officers', '2', '--quiet']);
    const { stdout } = await mofn(['hsm', 'doctor', '--hsm', 'C', '--json']);
    expect(stdout).toContain('mofn hsm cli --hsm C -- interactive');
    expect(stdout).not.toMatch(/loginHSM|setMValue|hsm exec|hsm console/);
  });
});
