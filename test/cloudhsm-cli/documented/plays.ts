/**
 * How each golden of test/golden/cloudhsm-cli is played: on which cluster, after what.
 */

import { readFileSync } from 'node:fs';
import type { ClusterPlan } from '../../../src/hsm/cluster/plan.ts';
import { FOLDER } from './goldens.ts';
import { KEY_PLAYS, KEY_TOKENS } from './key-plays.ts';
import { clusterOf, logIn, PASSWORD, user } from './play-parts.ts';
import type { Play, Step } from './play-session.ts';
import type { Stage } from './stage.ts';

/** What an officer does to register a key: everything but the last command. */
function proveKey(name: string, publicKey: string, token: string): readonly Step[] {
  return [
    `quorum token-sign generate --service registration --token ${token}`,
    (stage) => {
      stage.signDigests(token, name);
      stage.writePublicKey(publicKey, name);
    },
  ];
}

/** Logs in and registers a key. */
function register(name: string, role: 'admin' | 'crypto-user' = 'admin'): readonly Step[] {
  return [
    logIn(name, role),
    ...proveKey(name, `/${name}.pub`, `/${name}.registration`),
    `user change-quorum token-sign register --public-key /${name}.pub --signed-token /${name}.registration`,
  ];
}

/** An admin gives test_user a second factor. */
const WITH_MFA: readonly Step[] = [
  logIn('admin'),
  `user change-mfa token-sign --username test_user --change-password ${PASSWORD} --role admin --token /mfa.token`,
  (stage) => {
    stage.signDigests('/mfa.token', 'test_user');
    stage.writePublicKey('/test_user.pub', 'test_user');
  },
  '',
  '/test_user.pub',
];

const ADMIN = clusterOf();
const IN: readonly Step[] = [logIn('admin')];
const THREE_HSMS: ClusterPlan = {
  adminPassword: PASSWORD,
  servers: [9, 10, 11].map((host) => ({
    name: `10.0.2.${host}`,
    hostname: `10.0.2.${host}`,
    port: 2225,
  })),
};
const ADMINS = ['admin2', 'admin3', 'admin4'];
const FOUR = clusterOf(...ADMINS.map((name) => user('CO', name, true)));
const M_IS_2: ClusterPlan = { ...FOUR, mValues: { userManagement: 2, miscCo: 1 } };
const BOTH_ARE_2: ClusterPlan = { ...FOUR, mValues: { userManagement: 2, miscCo: 2 } };
const TOKEN = '/path/admin.token';
const GENERATE = `quorum token-sign generate --service user --token ${TOKEN}`;
const APPROVED: readonly Step[] = [
  ...register('admin'),
  GENERATE,
  (stage) => stage.approve(TOKEN, 'admin2', 'admin3'),
];
const SPENT: readonly Step[] = [
  ...APPROVED,
  `user create --username user1 --role crypto-user --password ${PASSWORD} --approval ${TOKEN}`,
];
const CRYPTO_USERS = ['crypto_user1', 'crypto_user2', 'crypto_user3'];

function later(seconds: number): Step {
  return (stage) => {
    stage.now += seconds * 1000;
  };
}

function writeRootCa(number: 1 | 2): Step {
  const path = number === 1 ? '/home/rootCA' : '/home/rootCA2';
  return (stage) => stage.files.write(path, readFileSync(`${FOLDER}root-ca-${number}.pem`, 'utf8'));
}
const ONE_ANCHOR: readonly Step[] = [
  ...IN,
  writeRootCa(1),
  'cluster mtls register-trust-anchor --path /home/rootCA',
];
const TWO_ANCHORS: readonly Step[] = [
  ...ONE_ANCHOR,
  writeRootCa(2),
  'cluster mtls register-trust-anchor --path /home/rootCA2',
];

/** One HSM does not know the user any more. */
async function forgetOnOneHsm({ cluster }: Stage): Promise<void> {
  const [, hsm] = cluster.hsms;
  const login = await hsm?.execute({ op: 'login', type: 'CO', name: 'admin', password: PASSWORD });
  if (login?.ok !== true) throw new Error('admin cannot log in');
  const { session } = login;
  await hsm?.execute({
    op: 'deleteUser',
    session,
    type: 'CO',
    name: 'example_inconsistent_user',
  });
  await hsm?.execute({ op: 'logout', session });
}

/** The list of tokens on the reference pages: 397 and 588 seconds are left. */
const TWO_TOKENS: readonly Step[] = [
  ...IN,
  'quorum token-sign generate --service quorum --token /home/quorum.token',
  later(191),
  'quorum token-sign generate --service user --token /home/user.token',
  later(12),
];

export const PLAYS: Readonly<Record<string, Play>> = {
  ...KEY_PLAYS,
  'modes/single-command': {
    plan: clusterOf(
      { type: 'CO', name: 'admin_username', password: 'admin_password' },
      user('CU', 'alice'),
    ),
  },

  'login/with-a-prompt': { plan: clusterOf(user('CO', 'admin1')) },
  'login/with-a-password': { plan: ADMIN },
  'login/admin-with-a-prompt': { plan: ADMIN },
  'login/crypto-user': { plan: clusterOf(user('CU', 'crypto_user1')) },
  'login/mfa-token-sign': {
    plan: clusterOf(user('CO', 'test_user')),
    before: [...WITH_MFA, 'logout'],
    during: { 2: (stage) => stage.signDigests('/home/valid.token', 'test_user') },
  },
  'login/logout': { plan: ADMIN, before: IN },

  'cluster/activate': { plan: {} },
  'cluster/hsm-info': {
    plan: THREE_HSMS,
    serialNumbers: ['5.3G1941-ICM000590', '5.3G1941-ICM000625', '5.3G1941-ICM000663'],
  },
  'cluster/mtls-register-trust-anchor': { plan: ADMIN, before: [...IN, writeRootCa(1)] },
  'cluster/mtls-list-one-trust-anchor': { plan: ADMIN, before: ONE_ANCHOR },
  'cluster/mtls-list-trust-anchors': { plan: ADMIN, before: TWO_ANCHORS },
  'cluster/mtls-deregister-trust-anchor': { plan: ADMIN, before: ONE_ANCHOR },
  'cluster/mtls-get-enforcement': { plan: ADMIN, before: IN },
  'cluster/mtls-set-enforcement': { plan: ADMIN, before: ONE_ANCHOR },

  'user/list-before-activation': { plan: {} },
  'user/list': { plan: clusterOf(user('CO', 'test_user')), before: WITH_MFA },
  'user/list-four-admins-registered': { plan: FOUR, before: register('admin') },
  'user/list-after-create-with-token': { plan: M_IS_2, before: SPENT },
  'user/list-crypto-users-registered': {
    plan: clusterOf(...CRYPTO_USERS.map((name) => user('CU', name))),
    before: CRYPTO_USERS.flatMap((name) => [...register(name, 'crypto-user'), 'logout']),
  },
  'user/list-inconsistent': {
    plan: clusterOf(user('CO', 'example_inconsistent_user')),
    before: [forgetOnOneHsm],
  },
  'user/create': { plan: ADMIN, before: IN },
  'user/create-without-token': { plan: M_IS_2, before: IN },
  'user/create-with-token': { plan: M_IS_2, before: APPROVED },
  'user/delete': { plan: clusterOf(user('CU', 'alice')), before: IN },
  'user/delete-after-token-spent': { plan: M_IS_2, before: SPENT },
  'user/change-password': { plan: clusterOf(user('CU', 'bob')), before: IN },
  'user/change-mfa': {
    plan: clusterOf(user('CU', 'cu1')),
    before: IN,
    during: {
      1: (stage) => {
        stage.signDigests('/path/myfile', 'cu1');
        stage.writePublicKey('/path/mypemfile', 'cu1');
      },
    },
  },
  'user/change-mfa-and-quorum': {
    plan: clusterOf(user('CU', 'crypto_user1')),
    before: IN,
    during: {
      3: (stage) => {
        stage.signDigests('unsigned-tokens.json', 'crypto_user1');
        stage.writePublicKey('officer1.pub', 'crypto_user1');
      },
    },
  },
  'user/change-quorum-register': {
    plan: clusterOf(user('CO', 'admin1')),
    before: [logIn('admin1'), ...proveKey('admin1', '/home/mypemfile', '/home/mysignedtoken')],
  },
  'user/change-quorum-register-admin': {
    plan: ADMIN,
    before: [...IN, ...proveKey('admin', '/path/admin.pub', '/path/tokenfile')],
  },
  'user/change-quorum-register-crypto-user': {
    plan: clusterOf(user('CU', 'crypto_user1')),
    before: [
      logIn('crypto_user1', 'crypto-user'),
      ...proveKey('crypto_user1', '/path/crypto_user.pub', '/path/tokenfile'),
    ],
  },

  'quorum/generate-user-filepath': { plan: M_IS_2, before: IN },
  'quorum/generate-user-path': { plan: M_IS_2, before: IN },
  'quorum/generate-registration': { plan: ADMIN, before: IN },
  'quorum/token-file-user': {
    plan: { ...M_IS_2, ...THREE_HSMS },
    before: [...IN, GENERATE],
    file: TOKEN,
  },
  'quorum/token-file-registration': {
    plan: ADMIN,
    before: [...IN, 'quorum token-sign generate --service registration --token /path/tokenfile'],
    file: '/path/tokenfile',
  },
  'quorum/token-file-mfa': {
    plan: { ...clusterOf(user('CU', 'crypto_user1')), ...THREE_HSMS },
    before: [
      ...IN,
      `user change-mfa token-sign --username crypto_user1 --role crypto-user --change-password ${PASSWORD} --token unsigned-tokens.json`,
    ],
    file: 'unsigned-tokens.json',
  },
  'quorum/list-numbers': {
    plan: {
      ...BOTH_ARE_2,
      users: [...(FOUR.users ?? []), user('CU', 'crypto_user1'), user('CU', 'crypto_user2')],
    },
    before: [KEY_TOKENS, ...TWO_TOKENS],
  },
  'quorum/list-objects': { plan: M_IS_2, before: [...IN, GENERATE, later(3)] },
  'quorum/list-empty': { plan: M_IS_2, before: SPENT },
  'quorum/delete': { plan: M_IS_2, before: [...IN, GENERATE] },
  'quorum/list-quorum-values-hsm1': { plan: ADMIN },
  'quorum/list-quorum-values-hsm2m': { plan: ADMIN },
  'quorum/list-quorum-values-hsm2m-after': {
    plan: FOUR,
    before: [...IN, 'quorum token-sign set-quorum-value --service quorum --value 2'],
  },
  'quorum/list-quorum-values-user-2': { plan: M_IS_2 },
  'quorum/set-quorum-value-capitals': { plan: FOUR, before: IN },
  'quorum/set-quorum-value': { plan: FOUR, before: IN },
  'quorum/change-of-minimum': { plan: M_IS_2, before: IN },

  '2023/list-timeouts': { plan: ADMIN },
  '2023/set-timeout': { plan: ADMIN, before: IN },
  '2023/token-file-user': {
    plan: { ...M_IS_2, ...THREE_HSMS },
    before: [...IN, GENERATE],
    file: TOKEN,
  },
  '2023/list': { plan: BOTH_ARE_2, before: TWO_TOKENS },
  '2023/set-quorum-value': { plan: FOUR, before: IN },
  '2023/change-of-minimum': { plan: M_IS_2, before: IN },
  '2023/user-list-four-admins': { plan: clusterOf(...ADMINS.map((name) => user('CO', name))) },
  '2023/change-quorum-activate': {
    plan: ADMIN,
    before: [...IN, ...proveKey('admin', '/path/admin.pub', '/path/tokenfile')],
  },
  '2023/change-quorum-register': {
    plan: clusterOf(user('CO', 'admin1')),
    before: [logIn('admin1'), ...proveKey('admin1', '/home/mypemfile', '/home/mysignedtoken')],
  },
  '2023/user-create': { plan: ADMIN, before: IN },
  '2023/user-list': { plan: clusterOf(user('CU', 'example_user')) },
  '2023/logout': { plan: ADMIN, before: IN },
};
