/** How the tale of keys begins: a cluster with three crypto users who can approve. */
import type { ConsoleSession } from './console-session.ts';
import { expectWords } from './expect.ts';
import type { Seen, Stage } from './stage.ts';

export const CLUSTER = 'cluster';
export const PASSWORD = 'password';
export const ROSTER = 'roster';

/** Who uses the key: ca1 owns it. */
const USERS = ['ca1', 'ca2', 'ca3'] as const;

export async function setUp(stage: Stage): Promise<void> {
  stage.head('Three crypto users');
  stage.tell(
    'An HSM keeps keys that nobody may copy. Those who use them are crypto users: here ca1, ca2 and ca3, who\nare to share the key of a certificate authority. Each has registered a key of their own, with which they\napprove. (How that is done, `mofn demo --sdk5` tells; here each password is `password`.)',
  );
  await stage.mofnUnseen('hsm', 'init', CLUSTER);
  const admin = stage.openCli(CLUSTER, 'unseen');
  await admin.type('cluster activate', PASSWORD, PASSWORD);
  await admin.type('login --username admin --role admin', PASSWORD);
  for (const name of USERS) {
    const creation = `user create --username ${name} --role crypto-user`;
    expectWords(await admin.type(creation, PASSWORD, PASSWORD), `"username": "${name}"`);
  }
  await admin.leave();
  await stage.programUnseen('mkdir', ROSTER);
  for (const name of USERS) {
    const files = ['--out', `${name}.key`, '--public', `${ROSTER}/${name}.pub`];
    await stage.mofnUnseen('key', 'new', ...files, '--no-passphrase', '--quiet');
    await register(stage, name);
  }
  await stage.mofn('hsm', 'show', '--hsm', CLUSTER);
}

async function register(stage: Stage, name: string): Promise<void> {
  const session = await logIn(stage, name, 'unseen');
  const file = `${name}.reg`;
  await session.type(`quorum token-sign generate --service registration --token ${file}`);
  await stage.mofnUnseen('sign', file, '--key', `${name}.key`, '--write');
  const registration = `--public-key ${ROSTER}/${name}.pub --signed-token ${file}`;
  expectWords(
    await session.type(`user change-quorum token-sign register ${registration}`),
    `"username": "${name}"`,
  );
  await session.leave();
}

/** Opens a session and logs in. */
export async function logIn(stage: Stage, name: string, seen: Seen): Promise<ConsoleSession> {
  const session = stage.openCli(CLUSTER, seen);
  await session.type(`login --username ${name} --role crypto-user`, PASSWORD);
  return session;
}
