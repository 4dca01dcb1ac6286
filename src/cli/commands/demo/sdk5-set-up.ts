/** How the demo's cluster of the newer command line comes to its quorum, from its first minute on. */
import type { ConsoleSession } from './console-session.ts';
import { expectWords } from './expect.ts';
import type { Seen, Stage } from './stage.ts';

export const CLUSTER = 'cluster';
export const PASSWORD = 'password';
export const ROSTER = 'roster';

const ADMINS = ['admin', 'admin2', 'admin3', 'admin4'] as const;

/** @returns the session in which admin is logged in */
export async function setUp(stage: Stage): Promise<ConsoleSession> {
  const admin = await activate(stage);
  await registerKeys(stage, admin);
  await setQuorum(stage, admin);
  return admin;
}

async function activate(stage: Stage): Promise<ConsoleSession> {
  stage.head('A new cluster, and four administrators');
  stage.tell(
    'An HSM keeps keys that nobody may copy. Administrators (admin) decide who may use them: they create,\nchange and delete its users. This is a cluster of two HSMs, emulated in a folder, as a customer gets\nit: nobody can do anything until it is activated.',
  );
  await stage.mofn('hsm', 'init', CLUSTER);
  stage.tell(
    'At its console, cloudhsm-cli, activation gives `admin` a password. (Here each is `password`.)',
  );
  const admin = stage.openCli(CLUSTER);
  expectWords(
    await admin.type('cluster activate', PASSWORD, PASSWORD),
    'Cluster activation successful',
  );
  await admin.type(...logInAs('admin'));
  expectWords(await admin.type(...creationOf('admin2')), '"username": "admin2"');
  const unseen = await logIn(stage, 'admin', 'unseen');
  for (const name of ['admin3', 'admin4']) await unseen.type(...creationOf(name));
  await unseen.leave();
  stage.tell('admin3 and admin4 come in the same way.');
  return admin;
}

async function registerKeys(stage: Stage, admin: ConsoleSession): Promise<void> {
  stage.head('Each registers a key');
  stage.tell(
    'Each makes a key pair. The private half signs and never leaves its admin; the HSM gets the public\nhalf. (For the demo the keys have no pass phrase. Yours should: leave --no-passphrase away.)',
  );
  await stage.program('mkdir', ROSTER);
  for (const name of ADMINS) {
    const files = ['--out', `${name}.key`, '--public', publicKeyOf(name)];
    await stage.mofn('key', 'new', ...files, '--no-passphrase', '--quiet');
  }
  stage.tell('To register one is to show that it is yours: the HSM gives something to be signed.');
  expectWords(await admin.type(registrationOf('admin')), '"path": "admin.reg"');
  await stage.mofn('sign', 'admin.reg', '--key', 'admin.key', '--write');
  expectWords(await admin.type(registerOf('admin')), '"username": "admin"');
  const [, ...others] = ADMINS;
  for (const name of others) {
    const session = await logIn(stage, name, 'unseen');
    await session.type(registrationOf(name));
    await stage.mofnUnseen('sign', `${name}.reg`, '--key', `${name}.key`, '--write');
    await session.type(registerOf(name));
    await session.leave();
  }
  stage.tell('The others have done the same. This is how the cluster looks to its operator:');
  await stage.mofn('hsm', 'show', '--hsm', CLUSTER);
}

async function setQuorum(stage: Stage, admin: ConsoleSession): Promise<void> {
  stage.head('The rule: two must agree');
  stage.tell(
    'There are two values. quorum comes first, since it guards the values themselves; user guards the\nusers. They can be raised later, but never set back to 1.',
  );
  for (const service of ['quorum', 'user']) {
    expectWords(
      await admin.type(`quorum token-sign set-quorum-value --service ${service} --value 2`),
      'Set quorum value successful',
    );
  }
  await admin.type('quorum token-sign list-quorum-values');
}

/** Opens a session and logs in. */
export async function logIn(stage: Stage, name: string, seen: Seen): Promise<ConsoleSession> {
  const session = stage.openCli(CLUSTER, seen);
  await session.type(...logInAs(name));
  return session;
}

function logInAs(name: string): readonly [string, string] {
  return [`login --username ${name} --role admin`, PASSWORD];
}

function creationOf(name: string): readonly [string, string, string] {
  return [`user create --username ${name} --role admin`, PASSWORD, PASSWORD];
}

function registrationOf(name: string): string {
  return `quorum token-sign generate --service registration --token ${name}.reg`;
}

function registerOf(name: string): string {
  return `user change-quorum token-sign register --public-key ${publicKeyOf(name)} --signed-token ${name}.reg`;
}

function publicKeyOf(name: string): string {
  return `${ROSTER}/${name}.pub`;
}
