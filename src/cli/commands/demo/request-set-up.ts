/** How the tale of requests begins: a cluster whose quorum is on, and a policy. */
import { readPublicKey } from '../../../signer/containers/public-key.ts';
import { fingerprintKey } from '../../../signer/fingerprint.ts';
import type { ConsoleSession } from './console-session.ts';
import { expectWords } from './expect.ts';
import type { Seen, Stage } from './stage.ts';

export const CLUSTER = 'cluster';
export const PASSWORD = 'password';
export const POLICY = 'policy.toml';
export const ROSTER = 'roster';

/** Who is behind each account, and of which department. */
const PEOPLE = [
  { account: 'officer1', id: 'rosa', group: 'operations' },
  { account: 'officer2', id: 'ada', group: 'security' },
  { account: 'officer3', id: 'alan', group: 'operations' },
  { account: 'officer4', id: 'joan', group: 'operations' },
  { account: 'officer5', id: 'grace', group: 'security' },
] as const;

const OFFICERS: readonly string[] = PEOPLE.map(({ account }) => account);

/** @returns when the quorum was on, as `--from` takes it */
export async function setUp(stage: Stage): Promise<string> {
  stage.head('A cluster whose quorum is on');
  stage.tell(
    'Five officers have registered their keys, and two must agree before anybody manages users. (How that\ncomes about, `mofn demo` tells.)',
  );
  await stage.mofnUnseen('hsm', 'init', CLUSTER, '--officers', String(OFFICERS.length));
  await stage.programUnseen('mkdir', ROSTER);
  for (const officer of OFFICERS) {
    const files = ['--out', `${officer}.key`, '--public', `${ROSTER}/${officer}.pub`];
    await stage.mofnUnseen('key', 'new', ...files, '--no-passphrase', '--quiet');
    const session = await logIn(officer, stage, 'unseen');
    await session.type(`registerMofnPubKey CO key_match_string ${officer} ${officer}.key`, 'y');
    await session.leave();
  }
  const session = await logIn('officer1', stage, 'unseen');
  for (const service of [4, 3]) await session.type(`setMValue ${service} 2`, 'y');
  await session.leave();
  stage.writeFile(POLICY, writePolicy(stage));
  await stage.mofn('hsm', 'show', '--hsm', CLUSTER);
  return new Date().toISOString();
}

export async function logIn(officer: string, stage: Stage, seen: Seen): Promise<ConsoleSession> {
  const session = stage.openConsole(CLUSTER, seen);
  expectWords(await session.type(`loginHSM CO ${officer} ${PASSWORD}`), 'loginHSM success');
  return session;
}

function writePolicy(stage: Stage): string {
  const people = PEOPLE.flatMap(({ account, id, group }) => {
    const file = `${ROSTER}/${account}.pub`;
    const key = readPublicKey(stage.readFile(file));
    if (key === undefined) throw new Error(`${file} is no public key`);
    return [
      `[people.${id}]`,
      `groups = ["${group}"]`,
      `accounts = ["${account}"]`,
      `keys = [{ file = "${file}", sha256 = "${fingerprintKey(key)}" }]`,
      '',
    ];
  });
  return [
    'version = 1',
    'name = "Users of the payment cluster"',
    '',
    '[cluster.m-values]',
    'user-management = 2',
    '',
    ...people,
    '[[rules]]',
    'name = "crypto users"',
    'operations = ["createUser CU *", "deleteUser CU *", "changePswd CU *"]',
    'approvals = 2',
    'from-groups = { security = 1, operations = 1 }',
    'requester = "does-not-count"',
    '',
    '[[rules]]',
    'name = "everything else"',
    'operations = ["*"]',
    'approvals = 3',
    'from-groups = { security = 1, operations = 1 }',
    'requester = "counts"',
    '',
  ].join('\n');
}
