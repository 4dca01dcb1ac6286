/**
 * The tale of the demo: the chapter on quorum authentication of the user guide, told for somebody who
 * hears of it for the first time.
 */

import { countNoun } from '../../../words/count-noun.ts';
import { quotePath } from '../../../words/quote-for-shell.ts';
import type { ConsoleSession } from './console-session.ts';
import { expectWords, hasOpenssl } from './expect.ts';
import type { Stage } from './stage.ts';

const OFFICERS = ['officer1', 'officer2', 'officer3', 'officer4', 'officer5'] as const;
const CLUSTER = 'cluster';
const TOKEN = 'officer1.token';
const PASSWORD = 'password';
const ROSTER = 'roster';

/**
 * Plays it all.
 *
 * @param keep the folder that stays, as the user named it, or undefined where nothing does
 * @throws Error where anything goes otherwise than told
 */
export async function playChapter(stage: Stage, keep: string | undefined): Promise<void> {
  await setUp(stage);
  await refuseOneAlone(stage);
  await askForToken(stage);
  await signToken(stage);
  await writeApprovalFile(stage);
  await approveAndSpend(stage);
  await refuseAgain(stage);
  conclude(stage, keep);
}

async function setUp(stage: Stage): Promise<void> {
  stage.head('A cluster, five officers, and a rule');
  stage.tell(
    'An HSM keeps keys that nobody may copy. Crypto officers (CO) decide who may use them: they create,\nchange and delete the users of the HSM. This is a cluster of two HSMs, emulated in a folder, with five\nofficers. So far, each of them can do everything alone.',
  );
  await stage.mofn('hsm', 'init', CLUSTER, '--officers', String(OFFICERS.length));
  stage.tell(
    'Each officer makes a key pair. The private half signs and never leaves the officer; the HSM gets the\npublic half. (For the demo the keys have no pass phrase. Yours should: leave --no-passphrase away.)\nThe public halves come together in a folder, the roster.',
  );
  await stage.program('mkdir', ROSTER);
  for (const officer of OFFICERS) {
    const files = ['--out', `${officer}.key`, '--public', `${ROSTER}/${officer}.pub`];
    await stage.mofn('key', 'new', ...files, '--no-passphrase', '--quiet');
  }
  stage.tell(
    'At the console of the cluster, cloudhsm_mgmt_util, each officer logs in and registers the key. The\ncaution box stands for a real danger: the HSMs of a cluster do not tell each other of such changes.',
  );
  const [first, ...others] = OFFICERS;
  await registerKey(stage.openConsole(CLUSTER), first);
  for (const officer of others) await registerKey(stage.openConsole(CLUSTER, 'unseen'), officer);
  stage.tell('officer2 to officer5 have done the same, each in a session of their own:');
  const anybody = stage.openConsole(CLUSTER);
  await anybody.type('listUsers');
  await anybody.leave();
  stage.tell(
    'Now the rule: two of the five must agree (M = 2) before anybody manages users (service 3).',
  );
  const session = stage.openConsole(CLUSTER);
  await session.type(`loginHSM CO officer1 ${PASSWORD}`);
  await session.type('setMValue 3 2', 'y');
  await session.type('getMValue 3');
  await session.leave();
}

async function registerKey(session: ConsoleSession, officer: string): Promise<void> {
  await session.type(`loginHSM CO ${officer} ${PASSWORD}`);
  expectWords(
    await session.type(`registerMofnPubKey CO key_match_string ${officer} ${officer}.key`, 'y'),
    'registerMofnPubKey success',
  );
  await session.leave();
}

async function refuseOneAlone(stage: Stage): Promise<void> {
  stage.head('One officer alone is refused');
  stage.tell('From now on, officer1 cannot create a user alone. The HSM says only this much:');
  const session = await officer1(stage);
  expectWords(
    await session.type('createUser CU user1 password', 'y', 'A'),
    'createUser failed: RET_MXN_AUTH_FAILED',
  );
  await session.leave();
}

async function askForToken(stage: Stage): Promise<void> {
  stage.head('officer1 asks for a quorum token');
  stage.tell(
    'A quorum token is a permit that is not valid yet. Each HSM makes its own, with a random number in\nit, so that no token can be guessed or made twice.',
  );
  const session = await officer1(stage);
  await session.type(`getToken 3 officer1 ${TOKEN}`);
  await session.leave();
  stage.tell('What has come is a file. This is how an officer reads it before signing:');
  await stage.mofn('token', 'show', TOKEN);
}

async function signToken(stage: Stage): Promise<void> {
  stage.head('Two officers sign it, outside the HSM');
  stage.tell('officer1 signs with mofn:');
  await stage.mofn('sign', TOKEN, '--key', 'officer1.key', '--out', `${TOKEN}.sig1`);
  if (!hasOpenssl()) {
    stage.tell('There is no openssl on this machine, so officer2 signs with mofn too:');
    await stage.mofn('sign', TOKEN, '--key', 'officer2.key', '--out', `${TOKEN}.sig2`);
    return;
  }
  stage.tell('officer2 has always used openssl, and may go on so:');
  await stage.program(
    'openssl',
    'dgst',
    '-sha256',
    '-sign',
    'officer2.key',
    '-out',
    `${TOKEN}.sig2`,
    TOKEN,
  );
  stage.tell(
    'It makes no difference. Each signs again with the other tool, and the bytes are the same:',
  );
  await stage.program(
    'openssl',
    'dgst',
    '-sha256',
    '-sign',
    'officer1.key',
    '-out',
    'sig1.openssl',
    TOKEN,
  );
  await stage.mofn('sign', TOKEN, '--key', 'officer2.key', '--out', 'sig2.mofn', '--quiet');
  for (const [ours, theirs] of [
    [`${TOKEN}.sig1`, 'sig1.openssl'],
    ['sig2.mofn', `${TOKEN}.sig2`],
  ] as const) {
    compareFiles(stage, ours, theirs);
  }
}

async function writeApprovalFile(stage: Stage): Promise<void> {
  stage.head('The approval file names who has signed');
  await stage.mofn(
    ...['approval', 'new', '--token', TOKEN, '--comments', '--out', 'approval.txt'],
    ...['--approver', `officer1=${TOKEN}.sig1`, '--approver', `officer2=${TOKEN}.sig2`],
  );
  stage.showFile('approval.txt');
  stage.tell(
    'A slip in such a file, typed by hand, shows much later and without a word of why. mofn reads it the\nway the device does, and says so at once. Here it has nothing to say:',
  );
  await stage.mofn('approval', 'lint', 'approval.txt');
  stage.tell(
    'Against the roster it tells whose signatures are right, and whether they are enough:',
  );
  await stage.mofn('approval', 'status', 'approval.txt', '--roster', ROSTER, '--required', '2');
}

async function approveAndSpend(stage: Stage): Promise<void> {
  stage.head('The HSM checks the signatures, and the operation goes through');
  const session = await officer1(stage);
  await session.type('approveToken approval.txt');
  expectWords(await session.type('listTokens'), 'Current num of approvals : 2');
  stage.tell('Two of the two approvals that are required. Now the same command as before:');
  await session.type('createUser CU user1 password', 'y');
  expectWords(await session.type('listUsers'), 'user1');
  await session.leave();
}

async function refuseAgain(stage: Stage): Promise<void> {
  stage.head('The token is spent');
  stage.tell(
    'One token serves one operation. The next one needs a token, and signatures, of its own:',
  );
  const session = await officer1(stage);
  expectWords(
    await session.type('deleteUser CU user1', 'I', 'I'),
    'deleteUser failed: RET_MXN_AUTH_FAILED',
  );
  expectWords(await session.type('listTokens'), 'Num of tokens = 0');
  await session.leave();
}

function conclude(stage: Stage, keep: string | undefined): void {
  stage.tell(
    keep === undefined
      ? 'That is quorum authentication. To go on by hand, play it again with `mofn demo --keep ceremony`.'
      : `That is quorum authentication. Everything is still there; go on by hand:\n\n  cd ${quotePath(keep)}\n  mofn hsm show --hsm ${CLUSTER}\n  mofn hsm console --hsm ${CLUSTER}        (log in with: loginHSM CO officer1 ${PASSWORD})`,
  );
  stage.tell(
    'The same with cloudhsm-cli, the command line of SDK 5: `mofn demo --sdk5`.\nWho meant what, and what was really done: `mofn demo --request`.',
  );
}

async function officer1(stage: Stage): Promise<ConsoleSession> {
  const session = stage.openConsole(CLUSTER);
  await session.type(`loginHSM CO officer1 ${PASSWORD}`);
  return session;
}

function compareFiles(stage: Stage, one: string, other: string): void {
  const [a, b] = [one, other].map((name) => stage.readFile(name));
  if (a === undefined || b === undefined || !a.equals(b))
    throw new Error(`${one} and ${other} differ`);
  stage.tell(`  ${one} and ${other}: the same ${countNoun(a.length, 'byte')}`);
}
