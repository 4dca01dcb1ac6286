import { readArchive } from '../../../evidence/archive/read-archive.ts';
import { BUNDLE_FILES } from '../../../evidence/piece.ts';
import { quotePath } from '../../../words/quote-for-shell.ts';
import { readOwnFile } from '../../own-files.ts';
import { hasProgram } from './expect.ts';
import type { Stage } from './stage.ts';

const SCRIPT = 'create-officer.toml';
const PAPER = 'create-officer.html';
const CEREMONY = 'ceremony';
const TOKEN = 'bob.token.json';
const REQUEST = 'bob.request.json';
const POLICY = 'create-officer-policy.toml';
const KEYS = ['keys/ada.pub', 'keys/alan.pub', 'keys/grace.pub'];
const BUNDLE = 'evidence.zip';
const SIGNED = 'signed.zip';
const UNPACKED = 'bundle';
const PAGE = 'mofn.html';
const DROPPED = 'dropped';

/**
 * Plays it all.
 *
 * @param keep the folder that stays, as the user named it
 * @throws Error where anything goes otherwise than told
 */
export async function playEvidenceChapter(stage: Stage, keep: string | undefined): Promise<void> {
  await writeScript(stage);
  await rehearse(stage);
  await makeBundle(stage);
  await vouch(stage);
  await recheck(stage);
  await changeOneBit(stage);
  await makePage(stage);
  conclude(stage, keep);
}

async function writeScript(stage: Stage): Promise<void> {
  stage.head('A ceremony is written down before it is held');
  stage.tell(
    'Who will be there, what they do, step by step, and what must come of it: that is a script, a file that\npeople write. This one is an example of the package: two officers approve, and a third one is made.',
  );
  await stage.programUnseen('mkdir', 'keys');
  for (const name of [SCRIPT, POLICY, ...KEYS]) {
    stage.writeFile(name, readOwnFile(`examples/${name}`));
  }
  await stage.mofn('ceremony', 'lint', SCRIPT);
  stage.tell('On paper it has boxes for initials, times and remarks:');
  await stage.mofn('ceremony', 'print', SCRIPT, '--out', PAPER);
}

async function rehearse(stage: Stage): Promise<void> {
  stage.head('It is held: here by nobody, on an emulated cluster');
  stage.tell(
    'On the day, `mofn ceremony run` leads people through it, waits until each step was done, and writes down\nwho did it and what came out; it runs none of the commands. A rehearsal runs them all:',
  );
  await stage.mofn('ceremony', 'run', SCRIPT, '--dir', CEREMONY, '--rehearse');
}

async function makeBundle(stage: Stage): Promise<void> {
  stage.head('What is left of it becomes one file');
  await stage.mofn('evidence', 'make', CEREMONY, '--out', BUNDLE);
  stage.tell(
    'Whoever gets it checks everything again, from the file alone: digests, signatures, the policy, the HSMs’\nlogs against what was asked for, users and quorum values before and after.',
  );
  await stage.mofn('evidence', 'verify', BUNDLE);
  stage.writeFile(BUNDLE_FILES.report, readReport(stage));
}

function readReport(stage: Stage): Uint8Array {
  const report = readArchive(stage.readFile(BUNDLE)).get(BUNDLE_FILES.report);
  if (report === undefined) throw new Error(`${BUNDLE} has no report`);
  return report;
}

async function vouch(stage: Stage): Promise<void> {
  stage.head('Officers vouch for it');
  stage.tell(
    'So far it is whole, and nobody’s. Alan signs it, with the key that he approves with:',
  );
  await stage.mofn(
    ...['evidence', 'sign', BUNDLE, '--key', `${CEREMONY}/rehearsal/alan.key`],
    ...['--out', SIGNED],
  );
  stage.tell('An auditor has Alan’s public key from elsewhere:');
  await stage.mofn('evidence', 'verify', SIGNED, '--roster', `${CEREMONY}/${POLICY}`);
}

async function recheck(stage: Stage): Promise<void> {
  stage.head('And checked without mofn');
  if (!(hasProgram('openssl', 'version') && hasProgram('unzip', '-v'))) {
    stage.tell('There is no openssl or no unzip on this machine, so that is left out.');
    return;
  }
  stage.tell(
    'The bundle brings a script that needs a shell, openssl and the programs of every Unix:',
  );
  await stage.shellLine(`unzip -q ${SIGNED} -d ${UNPACKED} && cd ${UNPACKED} && sh recheck.sh`);
}

async function changeOneBit(stage: Stage): Promise<void> {
  stage.head('One bit is changed');
  const bytes = Buffer.from(stage.readFile(SIGNED));
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  stage.writeFile('changed.zip', bytes);
  stage.tell('Anywhere in the file: here in its middle.');
  await stage.mofnRefuses('evidence', 'verify', 'changed.zip');
}

async function makePage(stage: Stage): Promise<void> {
  stage.head('For officers who may install nothing: a page');
  stage.tell(
    'An officer who is asked for a signature often sits at a machine that is not theirs. The page is one HTML\nfile with the same checks in it. It has no network, and wants no private key.',
  );
  await stage.mofn('page', '--out', PAGE);
  stage.tell(
    `What to drop on it, all at once: the folder ${DROPPED}. In its token file Alan’s signature is wrong: he has signed\nthe token’s digest with a program that hashes what it signs. The page says so, as status does:`,
  );
  await signTwiceHashed(stage);
  await stage.mofnDenies(
    ...['approval', 'status', `${DROPPED}/${TOKEN}`, '--roster', `${DROPPED}/${POLICY}`],
    ...['--required', '2'],
  );
}

/** A folder to drop on the page: the token of the ceremony, with Alan's signature made over its digest. */
async function signTwiceHashed(stage: Stage): Promise<void> {
  await stage.programUnseen('mkdir', DROPPED);
  for (const name of [TOKEN, REQUEST, POLICY, 'keys']) {
    await stage.programUnseen('cp', '-R', `${CEREMONY}/${name}`, DROPPED);
  }
  const token = `${DROPPED}/${TOKEN}`;
  const { token: digest } = JSON.parse(stage.readFile(token).toString());
  stage.writeFile('digest', Buffer.from(String(digest), 'base64'));
  await stage.mofnUnseen(
    ...['dgst', '-sha256', '-sign', `${CEREMONY}/rehearsal/alan.key`],
    ...['-out', 'twice.sig', 'digest'],
  );
  await stage.mofnUnseen('approval', 'remove', token, 'officer3', '--write');
  await stage.mofnUnseen('approval', 'add', token, 'officer3=twice.sig', '--write');
}

function conclude(stage: Stage, keep: string | undefined): void {
  const place = quotePath(keep ?? '.');
  stage.tell(
    `To look at, in a browser:\n\n  ${place}/${BUNDLE_FILES.report}          the report of the ceremony\n  ${place}/${PAPER}  its script, to be printed\n  ${place}/${PAGE}            the checker page, for the folder ${DROPPED}`,
  );
}
