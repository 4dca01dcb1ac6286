/**
 * How each documented block of test/golden/guide is played: in which flavour, on which cluster, after what.
 */
import type { NewUser } from '../../../src/hsm/machine/create-state.ts';
import type { WantedKey } from '../../support/make-keys.ts';
import { BOTH } from '../quorum-stage.ts';
import { keyNamed, type Play, proveKey, type Step, user, type World } from './guide-stage.ts';

/** What is typed at `Enter PEM pass phrase:`. */
const PASS_PHRASE = 'correct horse battery';

const NEW: World = { servers: ['server1=10.0.1.9'] };
const THREE: World = {
  servers: ['10.0.2.9', '10.0.3.11', '10.0.1.12'],
  adminPassword: '<password>',
};
const TWO: World = { servers: ['10.0.2.9', '10.0.3.11'], adminPassword: 'co12345' };
const EXAMPLES: World = {
  servers: ['10.0.0.1', '10.0.0.2', '10.0.0.3'],
  adminPassword: '735782961',
};
const ONE: World = {
  servers: ['10.0.0.1'],
  adminPassword: '735782961',
  users: [user('CO', 'quorum_officer')],
};

const PRECO = 'loginHSM PRECO admin password';
const ADMIN = 'loginHSM CO admin 735782961';
/** admin has registered a key. */
const WITH_KEY: readonly Step[] = [
  ADMIN,
  proveKey('admin', 'spare'),
  'registerQuorumPubKey CO admin admin.token admin.token.sig admin.pub',
];
const ALICE: World = { ...EXAMPLES, users: [user('CO', 'alice')] };

const OFFICERS_2018: World = {
  servers: ['10.0.3.10', '10.0.3.11'],
  adminPassword: '735782961',
  users: [user('CU', 'bob'), user('CO', 'alice'), user('CO', 'officer1')],
  hardware: [{ partition: 'hsm-aaaabbbbccc' }, { partition: 'hsm-ccccaaaabbb' }],
};
const OFFICERS_2019: World = {
  servers: ['10.1.9.193', '10.1.10.7'],
  adminPassword: '735782961',
  users: [user('CU', 'bob'), user('CO', 'alice'), user('CO', 'john')],
  hardware: [{ partition: 'hsm-jqici4covtv' }, { partition: 'hsm-ogi3sywxbqx' }],
};
const BOB = 'loginHSM CU bob password';
const ALICE_LOGS_IN = 'loginHSM CO alice password';

const FIVE: readonly NewUser[] = [1, 2, 3, 4, 5].map((n) =>
  user('CO', `officer${n}`, `officer${n}`),
);
const WITHOUT_KEYS = [1, 2, 3, 4, 5].map((n) => user('CO', `officer${n}`));
const QUORUM: World = {
  servers: ['10.0.2.14', '10.0.1.4'],
  adminPassword: 'password',
  users: FIVE,
};
const M_IS_2: World = { ...QUORUM, m: [2, 1] };
const OFFICER1 = 'loginHSM CO officer1 password';
const GOT: readonly Step[] = [
  OFFICER1,
  'getToken 3 officer1 officer1.token',
  (stage) => {
    stage.writeApproval(BOTH, 'officer1.token');
    stage.write('approval.txt', stage.read('approval'));
  },
];
const APPROVED: readonly Step[] = [
  ...GOT,
  'approveToken approval.txt',
  (stage) => {
    stage.now += 94_000;
  },
];
const SPENT: readonly Step[] = [...APPROVED, 'createUser CU user1 password'];

/** Users 3 and 4 of the pages about keys. */
const KEY_USERS: World = {
  servers: ['10.0.0.1', '10.0.0.2'],
  adminPassword: '735782961',
  users: [user('CU', 'three'), user('CU', 'four')],
};
const THREE_LOGS_IN = 'loginHSM CU three password';
const own = (more: Omit<WantedKey, 'owner' | 'label'> = {}): WantedKey => ({
  owner: 'three',
  label: '',
  ...more,
});
const SHARED = own({ sharedWith: ['four'] });
const OF_FOUR: WantedKey = { ...own(), owner: 'four' };

const START = { world: THREE, flavour: 'classic', fromStart: true } as const;
const UTIL = 'cloudhsm_mgmt_util';
const CHAPTER = 'quorum-authentication-crypto-officers';

export const GUIDE_PLAYS: Readonly<Record<string, Play>> = {
  'activate-cluster/1': { flavour: 'classic', world: NEW },
  'activate-cluster/2': { flavour: 'classic', world: NEW },
  'activate-cluster/3': { flavour: 'classic', world: NEW },
  'activate-cluster/4': { flavour: 'classic', world: NEW, before: [PRECO] },
  'activate-cluster/5': {
    flavour: 'classic',
    world: NEW,
    before: [PRECO, 'changePswd PRECO admin <NewPassword>'],
  },
  'activate-cluster/6': { flavour: 'aws-2018', world: NEW },
  'activate-cluster/7': { flavour: 'aws-2018', world: NEW },
  'activate-cluster/8': { flavour: 'aws-2018', world: NEW, before: [PRECO] },
  'activate-cluster/9': {
    flavour: 'aws-2018',
    world: NEW,
    before: [PRECO, 'changePswd PRECO admin <NewPassword>'],
  },
  'activate-cluster/10': { flavour: 'aws-2022', world: NEW, before: [PRECO] },

  [`${UTIL}-getting-started/1`]: START,
  [`${UTIL}-getting-started/2`]: { flavour: 'classic', world: THREE },
  [`${UTIL}-getting-started/3`]: { flavour: 'classic', world: THREE },
  [`${UTIL}-getting-started/4`]: {
    flavour: 'classic',
    world: THREE,
    before: ['loginHSM CO admin <password>'],
  },
  [`${UTIL}-getting-started/5`]: { flavour: 'classic', world: THREE },
  [`${UTIL}-getting-started/6`]: START,
  [`${UTIL}-getting-started/7`]: { flavour: 'aws-2018', world: THREE },
  [`${UTIL}-getting-started/8`]: { flavour: 'aws-2022', world: THREE, typed: 'listUsers' },
  [`${UTIL}-getting-started/9`]: {
    flavour: 'aws-2022',
    world: { ...THREE, users: [user('CU', 'example_user')] },
    typed: 'listUsers',
  },
  [`${UTIL}-getting-started/10`]: {
    flavour: 'aws-2022',
    world: THREE,
    before: ['loginHSM CO admin <password>'],
  },

  [`${UTIL}-loginLogout/1`]: { flavour: 'classic', world: TWO },
  [`${UTIL}-loginLogout/2`]: {
    flavour: 'classic',
    world: TWO,
    before: ['loginHSM CO admin co12345'],
  },
  [`${UTIL}-loginLogout/3`]: { flavour: 'aws-2022', world: TWO },
  [`${UTIL}-loginLogout/4`]: {
    flavour: 'aws-2022',
    world: TWO,
    typed: 'loginHSM CO admin -hpswd',
    secret: 'co12345',
  },
  [`${UTIL}-loginLogout/5`]: {
    flavour: 'aws-2022',
    world: TWO,
    before: ['loginHSM CO admin co12345'],
  },

  [`${UTIL}-createUser/1`]: { flavour: 'aws-2018', world: EXAMPLES },
  [`${UTIL}-createUser/2`]: { flavour: 'aws-2018', world: EXAMPLES, before: [ADMIN] },
  [`${UTIL}-createUser/3`]: { flavour: 'classic', world: ALICE, before: WITH_KEY },
  [`${UTIL}-createUser/4`]: { flavour: 'aws-2018', world: EXAMPLES, before: [ADMIN] },
  [`${UTIL}-createUser/5`]: { flavour: 'aws-2022', world: EXAMPLES, before: [ADMIN] },
  [`${UTIL}-createUser/6`]: { flavour: 'aws-2022', world: EXAMPLES, before: [ADMIN] },

  [`${UTIL}-deleteUser/1`]: { flavour: 'classic', world: ALICE, before: WITH_KEY },
  [`${UTIL}-deleteUser/2`]: { flavour: 'classic', world: ALICE, before: WITH_KEY },
  [`${UTIL}-deleteUser/3`]: {
    flavour: 'classic',
    world: ALICE,
    before: [...WITH_KEY, 'deleteUser CO alice'],
  },

  [`${UTIL}-changePswd/1`]: { flavour: 'aws-2018', world: OFFICERS_2018, before: [BOB] },
  [`${UTIL}-changePswd/2`]: { flavour: 'aws-2018', world: OFFICERS_2018, before: [BOB] },
  [`${UTIL}-changePswd/3`]: { flavour: 'aws-2018', world: OFFICERS_2018, before: [ALICE_LOGS_IN] },
  [`${UTIL}-changePswd/4`]: { flavour: 'aws-2018', world: OFFICERS_2018, before: [ALICE_LOGS_IN] },
  [`${UTIL}-changePswd/5`]: { flavour: 'aws-2018', world: OFFICERS_2019, before: [BOB] },
  [`${UTIL}-changePswd/6`]: { flavour: 'aws-2018', world: OFFICERS_2019, before: [BOB] },
  [`${UTIL}-changePswd/7`]: { flavour: 'aws-2018', world: OFFICERS_2019, before: [ALICE_LOGS_IN] },
  [`${UTIL}-changePswd/8`]: { flavour: 'classic', world: OFFICERS_2019, before: WITH_KEY },
  [`${UTIL}-changePswd/9`]: { flavour: 'aws-2018', world: OFFICERS_2019, before: [ALICE_LOGS_IN] },
  [`${UTIL}-changePswd/10`]: { flavour: 'aws-2022', world: OFFICERS_2019, before: [BOB] },
  [`${UTIL}-changePswd/11`]: { flavour: 'aws-2022', world: OFFICERS_2019, before: [ALICE_LOGS_IN] },

  [`${UTIL}-listUsers/1`]: {
    flavour: 'classic',
    world: {
      servers: ['10.0.0.1', '10.0.0.2'],
      adminPassword: '735782961',
      users: [
        user('CU', 'crypto_user1'),
        user('CU', 'crypto_user2'),
        user('CO', 'officer1', 'officer1'),
      ],
    },
    before: [...WITH_KEY, 'server 0', 'createUser CO officer2 password', 'exit'],
  },
  [`${UTIL}-getHSMInfo/1`]: {
    flavour: 'classic',
    world: { ...THREE, hardware: [{ serialNumber: '3.0A0101-ICM000001' }] },
    isExcerpt: true,
  },
  [`${UTIL}-info/1`]: {
    flavour: 'classic',
    world: {
      ...EXAMPLES,
      users: [user('CU', 'testuser')],
      hardware: [{ partition: 'hsm-udw0tkfg1ab' }],
    },
    before: ['loginHSM CU testuser password'],
  },
  [`${UTIL}-server/1`]: { flavour: 'classic', world: TWO },
  [`${UTIL}-quit/1`]: { flavour: 'aws-2018', world: TWO },
  [`${UTIL}-syncUser/1`]: {
    flavour: 'classic',
    world: { ...TWO, users: [user('CO', 'one'), user('CU', 'two'), user('CU', 'three')] },
    before: ['loginHSM CO admin co12345', 'server 0', 'createUser CU four password'],
  },
  [`${UTIL}-registerQuorumPubKey/1`]: {
    flavour: 'aws-2022',
    world: ONE,
    before: [proveKey('quorum_officer', 'officer1'), 'loginHSM CO quorum_officer password'],
  },
  [`${UTIL}-registerQuorumPubKey/2`]: {
    flavour: 'aws-2023',
    world: { ...ONE, users: [user('CO', 'quorum_officer', 'officer1')] },
  },

  [`${UTIL}-listAttributes/1`]: { flavour: 'aws-2023', world: KEY_USERS },
  [`${UTIL}-getAttribute/1`]: {
    flavour: 'aws-2023',
    world: { ...KEY_USERS, servers: ['10.0.1.10', '10.0.1.12'], keys: { 262170: own() } },
    before: [THREE_LOGS_IN],
  },
  [`${UTIL}-setAttribute/1`]: {
    flavour: 'aws-2023',
    world: { ...KEY_USERS, keys: { 14: own({ flags: { decrypt: true } }) } },
    before: [THREE_LOGS_IN],
  },
  [`${UTIL}-findAllKeys/1`]: {
    flavour: 'aws-2023',
    world: {
      ...KEY_USERS,
      keys: { 8: SHARED, 9: SHARED, 17: SHARED, 19: OF_FOUR, 31: OF_FOUR, 262162: SHARED },
    },
    before: [ADMIN],
  },
  [`${UTIL}-getKeyInfo/1`]: {
    flavour: 'aws-2023',
    world: { ...KEY_USERS, keys: { 10: { ...SHARED, quorum: { use: 2, manage: 2 } } } },
    before: [THREE_LOGS_IN],
  },
  [`${UTIL}-syncKey/1`]: {
    flavour: 'aws-2023',
    world: { ...KEY_USERS, keys: { 261251: own({ on: [0] }) } },
    before: [ADMIN],
  },
  [`${UTIL}-getCert/1`]: { flavour: 'aws-2023', world: KEY_USERS, before: ['server 0'] },

  'cli-users/1': {
    flavour: 'classic',
    world: { ...THREE, users: [user('CO', 'example_officer'), user('CU', 'example_user')] },
    typed: 'listUsers',
  },
  'cli-users/2': {
    flavour: 'aws-2022',
    world: { ...THREE, users: [user('CO', 'example_officer'), user('CU', 'example_user')] },
    typed: 'listUsers',
  },

  'troubleshooting-connection-timeout/1': {
    flavour: 'classic',
    world: { servers: ['server1=xx.xx.xx.xx'], dropped: 0 },
    fromStart: true,
    isExcerpt: true,
  },

  [`${CHAPTER}-first-time-setup/1`]: {
    flavour: 'classic',
    world: { ...QUORUM, users: WITHOUT_KEYS },
  },
  [`${CHAPTER}-first-time-setup/2`]: {
    flavour: 'classic',
    world: { ...QUORUM, users: WITHOUT_KEYS },
    before: [
      OFFICER1,
      (stage) =>
        stage.write(
          'officer1.key',
          keyNamed('officer1').privateKey.export({
            type: 'pkcs8',
            format: 'pem',
            cipher: 'aes-256-cbc',
            passphrase: PASS_PHRASE,
          }),
        ),
    ],
    secret: PASS_PHRASE,
  },
  [`${CHAPTER}-first-time-setup/3`]: { flavour: 'classic', world: QUORUM },
  [`${CHAPTER}-first-time-setup/4`]: { flavour: 'classic', world: QUORUM, before: [OFFICER1] },
  [`${CHAPTER}-first-time-setup/5`]: { flavour: 'classic', world: M_IS_2 },
  [`${CHAPTER}-first-time-setup/6`]: {
    flavour: 'aws-2022',
    world: { ...QUORUM, servers: ['10.0.2.14'], users: WITHOUT_KEYS },
    before: [proveKey('officer1', 'officer1'), OFFICER1],
  },
  [`${CHAPTER}-first-time-setup/7`]: { flavour: 'aws-2023', world: QUORUM, before: [OFFICER1] },

  [`${CHAPTER}/1`]: { flavour: 'classic', world: M_IS_2, before: [OFFICER1] },
  [`${CHAPTER}/2`]: { flavour: 'classic', world: M_IS_2, before: [OFFICER1] },
  [`${CHAPTER}/3`]: { flavour: 'classic', world: M_IS_2, before: GOT },
  [`${CHAPTER}/4`]: { flavour: 'classic', world: M_IS_2, before: APPROVED },
  [`${CHAPTER}/5`]: { flavour: 'classic', world: M_IS_2, before: APPROVED },
  [`${CHAPTER}/6`]: { flavour: 'classic', world: M_IS_2, before: SPENT },
  [`${CHAPTER}/7`]: { flavour: 'classic', world: M_IS_2, before: SPENT },
  [`${CHAPTER}/8`]: { flavour: 'classic', world: M_IS_2, before: SPENT },
  [`${CHAPTER}/9`]: { flavour: 'aws-2023', world: M_IS_2, before: [OFFICER1] },
  [`${CHAPTER}/10`]: { flavour: 'aws-2022', world: M_IS_2, before: APPROVED },

  [`${CHAPTER}-change-minimum-value/1`]: { flavour: 'classic', world: M_IS_2 },
  [`${CHAPTER}-change-minimum-value/2`]: { flavour: 'classic', world: M_IS_2 },
  [`${CHAPTER}-change-minimum-value/3`]: {
    flavour: 'classic',
    world: M_IS_2,
    before: [OFFICER1],
  },
  [`${CHAPTER}-change-minimum-value/4`]: { flavour: 'classic', world: { ...QUORUM, m: [2, 2] } },
  [`${CHAPTER}-change-minimum-value/5`]: {
    flavour: 'aws-2023',
    world: M_IS_2,
    before: [OFFICER1],
  },
};
