/**
 * The tale of requests: a token says who asks and for which service, and nothing of what will be done. Told by an
 * officer who, the second time, does something else than what was agreed on.
 */
import { quotePath } from '../../../words/quote-for-shell.ts';
import type { ConsoleSession } from './console-session.ts';
import { expectWords, hasOpenssl } from './expect.ts';
import { CLUSTER, logIn, PASSWORD, POLICY, ROSTER, setUp } from './request-set-up.ts';
import type { Stage } from './stage.ts';

const LOGS = 'logs';

/** What is done with one token, and the files of it. */
interface Ceremony {
  readonly token: string;
  readonly request: string;
  readonly approvals: string;
  readonly operation: string;
  readonly ticket: string;
}

const FIRST: Ceremony = {
  token: 'bob.token',
  request: 'bob.json',
  approvals: 'bob.txt',
  operation: 'createUser CU bob',
  ticket: 'CHG-1042',
};
const SECOND: Ceremony = {
  token: 'carol.token',
  request: 'carol.json',
  approvals: 'carol.txt',
  operation: 'createUser CU carol',
  ticket: 'CHG-1043',
};

/**
 * Plays it all.
 *
 * @param keep the folder that stays, as the user named it, or undefined where nothing does
 * @throws Error where anything goes otherwise than told
 */
export async function playRequestChapter(stage: Stage, keep: string | undefined): Promise<void> {
  const since = await setUp(stage);
  await showPolicy(stage);
  await askFor(stage, FIRST);
  await signBoth(stage);
  await verifyAlone(stage);
  await doAsAgreed(stage, since);
  await doOtherwise(stage, since);
  conclude(stage, keep);
}

async function showPolicy(stage: Stage): Promise<void> {
  stage.head('Who may approve what');
  stage.tell(
    'M = 2 says how many accounts must agree, not which people. A policy does. Here ada and grace are of\nsecurity, rosa, alan and joan of operations, and whoever asks does not count:',
  );
  stage.showFile(POLICY);
  await stage.mofn('policy', 'lint', POLICY);
}

async function askFor(stage: Stage, ceremony: Ceremony): Promise<void> {
  const { token, request, operation, ticket } = ceremony;
  stage.head('officer1 asks, and says what for');
  await getToken(stage, token);
  stage.tell(
    'This is all that the token tells. Whoever signs it alone lets officer1 create, delete or take over\nany account:',
  );
  await stage.mofn('token', 'show', token);
  stage.tell(
    'So officer1 writes a request: the operation in words, bound to the very bytes of this token.',
  );
  await stage.mofn(...requestOf(token, operation, ticket, request));
}

async function signBoth(stage: Stage): Promise<void> {
  const { token, request, approvals } = FIRST;
  stage.head('Two officers sign both');
  stage.tell(
    'officer2 sees the request and the token, is told what the signature will be worth, and signs both: the\nrequest first, so that no signature of a token is there without one that says what for.',
  );
  await stage.mofn(...signatureOf('officer2', token, request));
  await stage.mofn(
    ...['approval', 'new', '--token', token, '--out', approvals],
    ...['--approver', `officer2=${token}.officer2.sig`],
  );
  stage.tell('One is too few. Who could be the other?');
  await stage.mofnDenies(...statusOf(approvals, request));
  await stage.mofn(...signatureOf('officer3', token, request));
  await stage.mofn('approval', 'add', approvals, `officer3=${token}.officer3.sig`, '--write');
  await stage.mofn(...statusOf(approvals, request));
}

async function verifyAlone(stage: Stage): Promise<void> {
  if (!hasOpenssl()) return;
  stage.head('Anybody can check it, without mofn');
  stage.tell(
    'The request is an in-toto Statement in a DSSE envelope. What is signed is its type and its bytes:',
  );
  await stage.shellLine(
    `sed -n 's/.*"payload": "\\(.*\\)".*/\\1/p' ${FIRST.request} | base64 -d > payload`,
  );
  await stage.shellLine(
    `{ printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < payload)"; cat payload; } > pae`,
  );
  await stage.shellLine(
    `sed -n 's/.*"sig": "\\(.*\\)".*/\\1/p' ${FIRST.request} | head -n 1 | base64 -d > sig`,
  );
  await stage.program(
    ...['openssl', 'dgst', '-sha256', '-verify', `${ROSTER}/officer2.pub`],
    ...['-signature', 'sig', 'pae'],
  );
}

async function doAsAgreed(stage: Stage, since: string): Promise<void> {
  stage.head('officer1 does it, and the log is held against the request');
  const session = await logIn('officer1', stage, 'seen');
  await session.type(`approveToken ${FIRST.approvals}`);
  await session.type('createUser CU bob password', 'y');
  await session.leave();
  stage.tell(
    'The HSMs have logged it, as AWS would deliver it: a stream for each. An audit holds them against the\nrequest. The time before the quorum was on is set apart.',
  );
  await stage.mofn('hsm', 'log', '--hsm', CLUSTER, '--format', 'aws', '--out-dir', LOGS);
  await stage.shellLine(`tail -n 10 ${LOGS}/stream-0.log`);
  await stage.mofn(...auditOf(since, [FIRST]));
}

async function doOtherwise(stage: Stage, since: string): Promise<void> {
  const { token, request, approvals, operation, ticket } = SECOND;
  stage.head('Another day, officer1 does something else');
  stage.tell(
    'Carol is to get an account. Token, request, two signatures, all is well. But the HSM does not know\nthe request, and the token is good for any one operation of its service:',
  );
  await getToken(stage, token, 'unseen');
  await stage.mofn(...requestOf(token, operation, ticket, request));
  for (const officer of ['officer2', 'officer3']) {
    await stage.mofnUnseen(...signatureOf(officer, token, request));
  }
  await stage.mofnUnseen(
    ...['approval', 'new', '--token', token, '--out', approvals],
    ...['officer2', 'officer3'].flatMap((name) => ['--approver', `${name}=${token}.${name}.sig`]),
  );
  const session = await logIn('officer1', stage, 'seen');
  await session.type(`approveToken ${approvals}`);
  expectWords(await session.type('deleteUser CU bob'), 'deleteUser success');
  await session.leave();
  stage.tell('No signature could have kept officer1 from that. It does not stay unseen:');
  await stage.mofnUnseen(
    ...['hsm', 'log', '--hsm', CLUSTER, '--format', 'aws', '--out-dir', LOGS, '--force'],
  );
  await stage.mofnDenies(...auditOf(since, [FIRST, SECOND]));
}

async function getToken(
  stage: Stage,
  token: string,
  seen: 'seen' | 'unseen' = 'seen',
): Promise<void> {
  const session: ConsoleSession = await logIn('officer1', stage, seen);
  expectWords(await session.type(`getToken 3 officer1 ${token}`), 'getToken success');
  await session.leave();
}

function requestOf(
  token: string,
  operation: string,
  ticket: string,
  request: string,
): readonly string[] {
  return [
    ...['request', 'new', '--token', token, '--operation', operation, '--ticket', ticket],
    ...['--expires', '2h', '--policy', POLICY, '--out', request],
  ];
}

function signatureOf(officer: string, token: string, request: string): readonly string[] {
  return [
    ...['sign', token, '--request', request, '--policy', POLICY, '--key', `${officer}.key`],
    ...['--out', `${token}.${officer}.sig`, '--request-out', request],
  ];
}

function statusOf(approvals: string, request: string): readonly string[] {
  return [
    ...['approval', 'status', approvals, '--roster', ROSTER, '--required', '2'],
    ...['--request', request, '--policy', POLICY],
  ];
}

function auditOf(since: string, ceremonies: readonly Ceremony[]): readonly string[] {
  return [
    'audit',
    ...['stream-0.log', 'stream-1.log'].flatMap((name) => ['--log', `${LOGS}/${name}`]),
    ...ceremonies.flatMap(({ request }) => ['--request', request]),
    ...['--policy', POLICY, '--from', since],
  ];
}

function conclude(stage: Stage, keep: string | undefined): void {
  stage.tell(
    keep === undefined
      ? 'That is what requests are for. To go on by hand, play it again with\n`mofn demo --request --keep ceremony`.'
      : `That is what requests are for. Everything is still there; go on by hand:\n\n  cd ${quotePath(keep)}\n  mofn request verify ${FIRST.request} --roster ${ROSTER}\n  mofn hsm console --hsm ${CLUSTER}        (log in with: loginHSM CO officer1 ${PASSWORD})`,
  );
}
