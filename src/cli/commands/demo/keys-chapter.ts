/**
 * The tale of keys under quorum: the key of a certificate authority, of which three crypto users must agree two by two
 * before it signs. How they come to the cluster is told in keys-set-up.ts.
 */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { base64ToUint8Array } from 'uint8array-extras';
import { quotePath } from '../../../words/quote-for-shell.ts';
import { makeCertificateRequest, makeRequestInfo } from './certificate-request.ts';
import type { ConsoleSession } from './console-session.ts';
import { expectWords, hasOpenssl } from './expect.ts';
import { CLUSTER, logIn, PASSWORD, ROSTER, setUp } from './keys-set-up.ts';
import type { Stage } from './stage.ts';

const INFO = 'info.der';
const PUBLIC_KEY = 'ca.pem';
const REQUEST = 'request.json';
const CERTIFICATE_REQUEST = 'ca.csr';
const TOKEN = 'use.json';

const GENERATE = [
  'key generate-asymmetric-pair ec --curve secp384r1 --public-label ca-public --private-label ca',
  '--public-attributes verify=true --private-attributes sign=true extractable=false',
  '--share-crypto-users ca2 ca3',
  '--use-private-key-quorum-value 2 --manage-private-key-quorum-value 2',
].join(' ');
const SIGN = `crypto sign ecdsa --key-filter attr.label=ca --hash-function sha384 --data-path ${INFO}`;

/**
 * Plays it all.
 *
 * @param keep the folder that stays, as the user named it, or undefined where nothing does
 * @throws Error where anything goes otherwise than told
 */
export async function playKeysChapter(stage: Stage, keep: string | undefined): Promise<void> {
  await setUp(stage);
  // The token goes with the log-in that got it, so this one lasts to the end.
  const ca1 = await logIn(stage, 'ca1', 'seen');
  const publicKey = await generate(stage, ca1);
  await refuseAlone(stage, ca1, publicKey);
  await askForToken(stage, ca1);
  await signBoth(stage);
  const signature = await useToken(stage, ca1);
  await verifyRequest(stage, signature, publicKey);
  await refuseAgain(stage, ca1);
  await ca1.leave();
  await showDeletion(stage);
  conclude(stage, keep);
}

async function generate(stage: Stage, ca1: ConsoleSession): Promise<KeyObject> {
  stage.head('A key that two must agree on');
  stage.tell(
    'ca1 makes the key, shares it with ca2 and ca3, and says once and for all: two of the three approve its\nuse, and two its management. Neither number can be changed later, so this is the line to check twice.',
  );
  expectWords(await ca1.type(GENERATE), '"use-key-quorum-value": 2');
  stage.tell('The public half is for everybody:');
  expectWords(
    await ca1.type(
      `key generate-file --encoding pem --path ${PUBLIC_KEY} --filter attr.label=ca-public`,
    ),
    'Successfully generated key file',
  );
  return createPublicKey(stage.readFile(PUBLIC_KEY));
}

async function refuseAlone(stage: Stage, ca1: ConsoleSession, publicKey: KeyObject): Promise<void> {
  stage.head('ca1 alone is refused');
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  stage.writeFile(INFO, makeRequestInfo('Example CA', spki));
  stage.tell(
    `A certificate request is to be signed with the key. The part of it that is signed is in ${INFO} already:\nname and public key. ca1 owns the key, and cannot do it alone:`,
  );
  expectWords(await ca1.type(SIGN), 'Quorum Failed');
  await stage.mofn('hsm', 'explain', '--hsm', CLUSTER);
}

async function askForToken(stage: Stage, ca1: ConsoleSession): Promise<void> {
  stage.head('ca1 asks for a token, and says what for');
  stage.tell('The token is for this key and no other, for one signature, and not valid yet:');
  expectWords(
    await ca1.type(
      `quorum token-sign generate --service key-usage --filter attr.label=ca --token ${TOKEN}`,
    ),
    `"path": "${TOKEN}"`,
  );
  stage.tell('This is what the others can see. It shows nothing of the data:');
  await stage.mofn('token', 'show', TOKEN, '--hsm', CLUSTER);
  stage.tell(
    `So ca1 writes a request, which has the digest of ${INFO}. Whoever has that file can compare it (sha256sum).`,
  );
  await stage.mofn(
    ...['request', 'new', '--token', TOKEN, '--operation', SIGN, '--reason', 'the CA certificate'],
    ...['--expires', '2h', '--out', REQUEST],
  );
}

async function signBoth(stage: Stage): Promise<void> {
  stage.head('Two of the three sign');
  stage.tell(
    'ca2 signs request and token. Then ca1 does: for a key, whoever asks may approve, too, and counts. Two of\nthree is one person besides the one who asks; where that is too few, ask for more when the key is made.',
  );
  await stage.mofn(...signatureOf('ca2'));
  await stage.mofnDenies(...STATUS);
  await stage.mofnUnseen(...signatureOf('ca1'));
  await stage.mofn(...STATUS);
}

const STATUS = [
  ...['approval', 'status', TOKEN, '--roster', ROSTER, '--request', REQUEST, '--hsm', CLUSTER],
];

function signatureOf(name: string): readonly string[] {
  return [
    ...['sign', TOKEN, '--request', REQUEST, '--request-out', REQUEST, '--hsm', CLUSTER],
    ...['--key', `${name}.key`, '--as', name, '--write'],
  ];
}

async function useToken(stage: Stage, ca1: ConsoleSession): Promise<Uint8Array> {
  stage.head('The HSM signs');
  const answer = await ca1.type(`${SIGN} --approval ${TOKEN}`);
  const [, signature = ''] = /"signature": "([^"]*)"/.exec(answer) ?? [];
  if (signature === '') throw new Error(`expected a signature, found:\n${answer}`);
  return base64ToUint8Array(signature);
}

async function verifyRequest(
  stage: Stage,
  signature: Uint8Array,
  publicKey: KeyObject,
): Promise<void> {
  stage.head('It is a real signature');
  const info = stage.readFile(INFO);
  stage.tell(
    `The HSM gives r and s, 48 bytes each; certificates have them as two numbers of ASN.1. (docs/keys-under-quorum.md\nhas the commands.) Around what was signed that makes a certificate request, ${CERTIFICATE_REQUEST}:`,
  );
  stage.writeFile(CERTIFICATE_REQUEST, makeCertificateRequest(info, signature));
  if (hasOpenssl()) {
    await stage.program(
      ...['openssl', 'req', '-inform', 'DER', '-in', CERTIFICATE_REQUEST],
      ...['-noout', '-subject', '-verify'],
    );
    return;
  }
  const isRight = verify('sha384', info, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
  if (!isRight) throw new Error('the signature does not verify');
  stage.tell(
    'There is no openssl on this machine to verify it, so Node does: the signature is right, by the public\nhalf of the key.',
  );
}

async function refuseAgain(stage: Stage, ca1: ConsoleSession): Promise<void> {
  stage.head('The token is spent');
  stage.tell('One token is good for one signature, on whichever HSM of the cluster:');
  expectWords(await ca1.type(`${SIGN} --approval ${TOKEN}`), '"error_code": 1');
  await stage.mofn('hsm', 'explain', '--hsm', CLUSTER);
}

async function showDeletion(stage: Stage): Promise<void> {
  stage.head('What no quorum covers');
  stage.tell(
    'Two must agree before the key signs, is shared, wrapped or changed. But one may delete it: ca1, who owns\nit, with `key delete`, without a token, and nothing brings it back but a backup of the cluster. The doctor\npoints at such keys, and says what holds them: the attribute destroyable, which is management to change.\n(It can be false from the start: --private-attributes destroyable=false.)',
  );
  await stage.mofn('hsm', 'doctor', '--hsm', CLUSTER);
}

function conclude(stage: Stage, keep: string | undefined): void {
  stage.tell(
    keep === undefined
      ? 'That is a key under quorum. To go on by hand, play it again with\n`mofn demo --keys --keep ceremony`.'
      : `That is a key under quorum. Everything is still there; go on by hand:\n\n  cd ${quotePath(keep)}\n  export MOFN_HSM=$PWD/${CLUSTER}\n  cloudhsm-cli interactive        (log in with: login --username ca1 --role crypto-user --password ${PASSWORD})`,
  );
}
