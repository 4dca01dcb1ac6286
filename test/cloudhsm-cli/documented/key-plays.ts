/**
 * How the goldens of `key`, `crypto` and of tokens for keys are played.
 */

import { takeKey } from '../../support/keys.ts';
import { clusterOf, logIn, PASSWORD, user } from './play-parts.ts';
import type { Play, Step } from './play-session.ts';

const as = (name: string): Step => logIn(name, 'crypto-user');
const cus = (...names: readonly string[]) => clusterOf(...names.map((name) => user('CU', name)));
const aes = (label: string, ...more: readonly string[]): string =>
  ['key generate-symmetric aes --label', label, '--key-length-bytes 16', ...more].join(' ');
const rsa = (publicLabel: string, privateLabel: string, ...more: readonly string[]): string =>
  [
    'key generate-asymmetric-pair rsa --public-exponent 65537 --modulus-size-bits 2048',
    `--public-label ${publicLabel} --private-label ${privateLabel}`,
    ...more,
  ].join(' ');
const ec = (publicLabel: string, privateLabel: string): string =>
  `key generate-asymmetric-pair ec --curve secp224r1 --public-label ${publicLabel} --private-label ${privateLabel}`;

const SHARERS = 'cu2 cu1 cu4 cu5 cu6 cu7';
const TO_SHARE = [
  as('cu3'),
  rsa(
    'pub',
    'rsa_key_to_share',
    '--private-attributes decrypt=true sign=true unwrap=true',
    `--share-crypto-users ${SHARERS}`,
  ),
];
const SHARING = cus('cu3', ...SHARERS.split(' '), 'alice');

/** crypto_user and crypto_user2 approve; their keys are registered already. */
const APPROVERS = ['crypto_user', 'crypto_user2'];
const WITH_APPROVERS = clusterOf(...APPROVERS.map((name) => user('CU', name, true)));
const QUORUM_KEY = rsa(
  'rsa-public-key-example',
  'rsa-private-key-example',
  '--private-attributes sign=true --share-crypto-users crypto_user2',
  '--manage-private-key-quorum-value 2 --use-private-key-quorum-value 2',
);
const OWN_KEY = [as('crypto_user'), QUORUM_KEY];
const generate = (path: string, service = 'key-usage'): string =>
  `quorum token-sign generate --service ${service} --token ${path} --filter attr.label=rsa-private-key-example`;
const approved = (path: string): readonly Step[] => [
  generate(path),
  (stage) => stage.approveAs('crypto-user', path, ...APPROVERS),
];
const sign = (path: string): string =>
  `crypto sign rsa-pkcs --key-filter attr.label=rsa-private-key-example --hash-function sha256 --data YWJjMTIz --approval ${path}`;

const WRAPPING = [
  as('cu1'),
  aes('payload-key'),
  aes('aes-example', '--attributes wrap=true unwrap=true'),
];
const WRAP =
  'key wrap aes-gcm --payload-filter attr.label=payload-key --wrapping-filter attr.label=aes-example --tag-length-bits 64 --aad 0x10';

/** Public keys that anybody has: the same one, as often as wanted. */
function imports(count: number): readonly Step[] {
  const file: Step = (stage) => stage.files.write('/key.pem', takeKey('officer2').publicPem);
  const line = 'key import pem --path /key.pem --label key --key-type-class rsa-public';
  return [file, ...Array.from({ length: count }, () => line)];
}

export const KEY_PLAYS: Readonly<Record<string, Play>> = {
  'key/list': {
    plan: cus('cu1'),
    before: [
      as('cu1'),
      ...Array.from({ length: 56 }, (_, index) => aes(`test_label_${index + 1}`)),
    ],
  },
  'key/list-verbose': {
    plan: cus('cu1'),
    before: [as('cu1'), ec('ec-test-public-key', 'ec-test-private-key')],
  },
  'key/list-verbose-real': {
    plan: cus('user01'),
    before: [
      as('user01'),
      'key generate-symmetric aes --label MyAES256Key --key-length-bytes 32 --attributes extractable=false encrypt=true decrypt=true wrap=true unwrap=true',
    ],
  },
  'key/generate-aes': { plan: cus('cu1'), before: [as('cu1')] },
  'key/generate-aes-with-attributes': { plan: cus('cu1'), before: [as('cu1')] },
  'key/generate-aes-with-quorum-values': {
    plan: cus('cu1', 'cu2', 'cu3', 'cu4'),
    before: [as('cu1')],
  },
  'key/generate-rsa-with-quorum-values': {
    plan: cus('crypto_user', 'crypto_user2'),
    before: [as('crypto_user')],
  },
  'key/generate-rsa-too-few-users': {
    plan: cus('crypto_user', 'crypto_user2', 'crypto_user3'),
    before: [as('crypto_user')],
  },
  'key/share': { plan: SHARING, before: TO_SHARE },
  'key/unshare': {
    plan: SHARING,
    before: [
      ...TO_SHARE,
      'key share --filter attr.label=rsa_key_to_share --username alice --role crypto-user',
    ],
  },
  'key/set-attribute': {
    plan: cus('bob'),
    before: [
      as('bob'),
      'key generate-symmetric aes --label my_key --key-length-bytes 32 --attributes encrypt=true decrypt=true derive=true unwrap=true wrap=true',
      logIn('admin'),
      'key set-attribute --filter attr.label=my_key --name trusted --value true',
      as('bob'),
    ],
  },
  'key/delete': { plan: cus('cu1'), before: [as('cu1'), ec('ec-test-public-key', 'other')] },
  'key/delete-too-many': { plan: cus('cu1'), before: [as('cu1'), ...imports(48)] },
  'key/wrap-aes-gcm': { plan: cus('cu1'), before: WRAPPING },
  'key/wrap-rsa-pkcs': {
    plan: cus('cu1'),
    before: [
      as('cu1'),
      aes('payload-key'),
      rsa('rsa-public-key-example', 'other', '--public-attributes wrap=true'),
    ],
  },
  'key/unwrap-aes-gcm': {
    plan: cus('cu1'),
    before: [...WRAPPING, WRAP],
    retype: (line, printed) => {
      const [, iv = ''] = /"iv": "([^"]*)"/.exec(printed) ?? [];
      const [, data = ''] = /"wrapped_key_data": "([^"]*)"/.exec(printed) ?? [];
      return line.replace(/--iv \S+/, `--iv ${iv}`).replace(/--data \S+/, `--data ${data}`);
    },
  },
  'key/import-pem': {
    plan: cus('cu1'),
    before: [
      as('cu1'),
      (stage) => stage.files.write('/home/example', takeKey('officer2').publicPem),
    ],
  },

  'crypto/sign-rsa-pkcs': {
    plan: cus('cu1'),
    before: [as('cu1'), rsa('pub', 'rsa-private', '--private-attributes sign=true')],
  },
  'crypto/sign-without-token': { plan: WITH_APPROVERS, before: OWN_KEY },
  'crypto/sign-with-token': {
    plan: WITH_APPROVERS,
    before: [...OWN_KEY, ...approved('/path/crypto_user1.token')],
  },
  'crypto/sign-with-spent-token': {
    plan: WITH_APPROVERS,
    before: [...OWN_KEY, ...approved('/home/crypto_user1.token'), sign('/home/crypto_user1.token')],
  },

  'quorum/generate-key-usage': { plan: WITH_APPROVERS, before: OWN_KEY },
  'quorum/token-file-key-usage': {
    plan: WITH_APPROVERS,
    before: [...OWN_KEY, generate('/path/crypto_user1.token')],
    file: '/path/crypto_user1.token',
  },
  'quorum/list-key-token': {
    plan: WITH_APPROVERS,
    before: [...OWN_KEY, generate('/one.token'), generate('/two.token')],
  },
};

/** A crypto user's tokens for a key, of either service, got by single commands beside the console. */
export const KEY_TOKENS: Step = async (stage) => {
  for (const line of [
    QUORUM_KEY,
    generate('/manage.token', 'key-management'),
    generate('/use.token'),
  ]) {
    await stage.runSingly({ role: 'crypto-user', pin: `crypto_user1:${PASSWORD}` }, line);
  }
};
