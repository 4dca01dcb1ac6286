/**
 * The tale of the demo with the newer command line: the chapter on quorum authentication of CloudHSM CLI, from
 * a token to its end. How the cluster comes to its quorum is told in sdk5-set-up.ts.
 */
import { quotePath } from '../../../words/quote-for-shell.ts';
import type { ConsoleSession } from './console-session.ts';
import { expectWords, hasOpenssl } from './expect.ts';
import { CLUSTER, logIn, PASSWORD, ROSTER, setUp } from './sdk5-set-up.ts';
import type { Stage } from './stage.ts';

const TOKEN = 'bob.json';
const DIGEST = 'bob.digest';
const CREATE_BOB = 'user create --username bob --role crypto-user';

/**
 * Plays it all.
 *
 * @param keep the folder that stays, as the user named it, or undefined where nothing does
 * @throws Error where anything goes otherwise than told
 */
export async function playSdk5Chapter(stage: Stage, keep: string | undefined): Promise<void> {
  // The token goes with the log-in that got it, so this one lasts to the end.
  const admin = await setUp(stage);
  await askForToken(stage, admin);
  await signFirst(stage, admin);
  await signWrongly(stage, admin);
  await signRightly(stage);
  await refuseOddly(stage, admin);
  await spend(stage, admin);
  await refuseAgain(stage, admin);
  await admin.leave();
  conclude(stage, keep);
}

async function askForToken(stage: Stage, admin: ConsoleSession): Promise<void> {
  stage.head('admin asks for a quorum token');
  stage.tell('From now on, admin cannot create a user alone:');
  expectWords(
    await admin.type(CREATE_BOB, PASSWORD, PASSWORD),
    'Quorum approval is required for this operation',
  );
  stage.tell(
    'So admin gets a token: a permit, not valid yet, for one operation of one service. It goes with this\nlog-in, so admin stays logged in until it is used.',
  );
  await admin.type(`quorum token-sign generate --service user --token ${TOKEN}`);
  stage.tell('admin sends the file to the others. They look before they sign:');
  await stage.mofn('token', 'show', TOKEN);
}

async function signFirst(stage: Stage, admin: ConsoleSession): Promise<void> {
  stage.head('admin2 signs, and one is too few');
  stage.tell('The approval goes into the file itself:');
  await stage.mofn('sign', TOKEN, '--key', 'admin2.key', '--as', 'admin2', '--write');
  stage.tell('admin is in a hurry. Nothing is lost: the token stays good.');
  expectWords(await createBob(admin, TOKEN), 'Too few quorum approvals');
}

async function signWrongly(stage: Stage, admin: ConsoleSession): Promise<void> {
  stage.head('admin3 signs by hand, and hashes twice');
  stage.tell('admin3 takes the digest out of the file and signs it:');
  const { token } = JSON.parse(stage.readFile(TOKEN).toString()) as { readonly token: string };
  await stage.shellLine(`printf %s '${token}' | base64 -d > ${DIGEST}`);
  await signFile(stage, DIGEST, 'twice.sig');
  await stage.program('cp', TOKEN, 'twice.json');
  await stage.mofn('approval', 'add', 'twice.json', 'admin3=twice.sig', '--write');
  stage.tell('The HSM refuses the whole file for one bad signature, and says no more than this:');
  expectWords(
    await createBob(admin, 'twice.json'),
    'Invalid username-signature pair for quorum authorization',
  );
  stage.tell('The emulator keeps the reason:');
  await stage.mofn('hsm', 'explain', '--hsm', CLUSTER);
  stage.tell('Against the roster, status finds out why, on the real cluster too:');
  await stage.mofnDenies('approval', 'status', 'twice.json', '--roster', ROSTER, '--required', '2');
}

/** `dgst` hashes what it signs; over a digest that is once too often. */
async function signFile(stage: Stage, file: string, signature: string): Promise<void> {
  const words = ['dgst', '-sha256', '-sign', 'admin3.key', '-out', signature, file] as const;
  await (hasOpenssl() ? stage.program('openssl', ...words) : stage.mofn(...words));
}

async function signRightly(stage: Stage): Promise<void> {
  stage.head('admin3 signs rightly');
  if (hasOpenssl()) {
    stage.tell('`pkeyutl`, told that it is a digest, as the guide has it:');
    await stage.program(
      ...['openssl', 'pkeyutl', '-sign', '-inkey', 'admin3.key', '-pkeyopt', 'digest:sha256'],
      ...['-in', DIGEST, '-out', 'admin3.sig'],
    );
  } else {
    stage.tell('There is no openssl on this machine, so admin3 signs with mofn:');
    await stage.mofn('sign', TOKEN, '--key', 'admin3.key', '--detached', '--out', 'admin3.sig');
  }
  await stage.mofn('approval', 'add', TOKEN, 'admin3=admin3.sig', '--write');
  stage.tell('Two of the three whom admin has asked. admin4 may sleep on:');
  await stage.mofn('approval', 'status', TOKEN, '--roster', ROSTER, '--required', '2');
}

async function refuseOddly(stage: Stage, admin: ConsoleSession): Promise<void> {
  stage.head('Two more refusals that puzzle people');
  stage.tell('A member of the file that has another name, as slips do that are typed by hand:');
  await stage.shellLine(`sed 's/"signatures"/"signed"/' ${TOKEN} > slip.json`);
  expectWords(await createBob(admin, 'slip.json'), 'No token signatures provided');
  await stage.mofnDenies('approval', 'lint', 'slip.json');
  stage.tell('And admin2, who would help, but did not get the token:');
  const other = await logIn(stage, 'admin2', 'seen');
  expectWords(await createBob(other, TOKEN), '"error_code": 1');
  await other.leave();
  await stage.mofn('hsm', 'explain', '--hsm', CLUSTER);
}

async function spend(stage: Stage, admin: ConsoleSession): Promise<void> {
  stage.head('admin does it');
  stage.tell('None of the refusals has used the token up. Approving and doing are one command:');
  expectWords(await admin.type('quorum token-sign list'), '"service": "user"');
  expectWords(await createBob(admin, TOKEN), '"username": "bob"');
}

async function refuseAgain(stage: Stage, admin: ConsoleSession): Promise<void> {
  stage.head('The token is spent');
  stage.tell('One token serves one operation. The next needs a token, and approvals, of its own:');
  expectWords(
    await admin.type(`user delete --username bob --role crypto-user --approval ${TOKEN}`),
    '"error_code": 1',
  );
  expectWords(await admin.type('quorum token-sign list'), '"tokens": []');
  await stage.mofn('hsm', 'explain', '--hsm', CLUSTER);
}

function conclude(stage: Stage, keep: string | undefined): void {
  stage.tell(
    keep === undefined
      ? 'That is quorum authentication with cloudhsm-cli. To go on by hand, play it again with\n`mofn demo --sdk5 --keep ceremony`. `mofn demo` tells it with the classic cloudhsm_mgmt_util.'
      : `That is quorum authentication with cloudhsm-cli. Everything is still there; go on by hand:\n\n  cd ${quotePath(keep)}\n  export MOFN_HSM=$PWD/${CLUSTER}\n  cloudhsm-cli interactive        (log in with: login --username admin --role admin --password ${PASSWORD})`,
  );
}

function createBob(session: ConsoleSession, approval: string): Promise<string> {
  return session.type(`${CREATE_BOB} --approval ${approval}`, PASSWORD, PASSWORD);
}
