/**
 * What one officer alone may try at the console so that a user is created all the same. Each way ends
 * with the same createUser, which no HSM may let through.
 */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE, type Approver, BOTH, GET_TOKEN, QuorumStage } from './quorum-stage.ts';

const CREATE_EVE = 'createUser CU eve password';

let stage: QuorumStage;

beforeAll(() => {
  stage = new QuorumStage();
});
beforeEach(() => {
  stage.printed = '';
  stage.cluster = stage.makeCluster();
});

it('two officers who both approve create the user: the attacks fail for want of one', async () => {
  await stage.approveBy(BOTH);
  expect(await stage.runAs('officer1', 'y', CREATE_EVE)).toEqual(['done']);
  expect(await stage.countOf('eve')).toBe(2);
});

describe('no user is created by one officer with', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['nothing at all', async () => undefined],
    ['a token that nobody approved', () => stage.runAs('officer1', '', GET_TOKEN)],
    ['the own approval alone', () => stage.approveBy([{ name: 'officer1' }])],
    [
      'the own approval twice in a file',
      () => stage.approveBy([{ name: 'officer1' }, { name: 'OFFICER1' }]),
    ],
    [
      'the own approval in two files',
      async () => {
        await stage.approveBy([{ name: 'officer1' }]);
        stage.writeApproval([{ name: 'Officer1' }]);
        await stage.runAs('officer1', '', APPROVE);
      },
    ],
    [
      'the own signature under another name',
      () => stage.approveBy([{ name: 'officer1' }, { name: 'officer2', by: 'officer1' }]),
    ],
    [
      'a second key, registered between two approvals',
      async () => {
        await stage.approveBy([{ name: 'officer1' }]);
        await stage.runAs('officer1', 'y', 'registerMofnPubKey CO x officer1 spare.key');
        stage.writeApproval([{ name: 'officer1', by: 'spare' }]);
        await stage.runAs('officer1', '', APPROVE);
      },
    ],
    [
      "another's public key, with that officer's own proof of having it",
      async () => {
        stage.write('proof', 'any data');
        stage.write('proof.sig', stage.sign('proof', 'officer2'));
        await stage.runAs(
          'officer1',
          'y',
          'registerQuorumPubKey CO officer1 proof proof.sig officer2.pub',
        );
        await stage.approveBy([{ name: 'officer1', by: 'officer2' }, { name: 'officer2' }]);
      },
    ],
    [
      'an approver of type CU',
      () => stage.approveBy([{ name: 'officer1' }, { name: 'officer2', type: 1 }]),
    ],
    [
      'a CU for an approver',
      () => stage.approveBy([{ name: 'officer1' }, { name: 'app', by: 'spare' }]),
    ],
    [
      'an approver without a key',
      () => stage.approveBy([{ name: 'officer1' }, { name: 'admin', by: 'spare' }]),
    ],
    [
      'an approver who does not exist',
      () => stage.approveBy([{ name: 'officer1' }, { name: 'mallory', by: 'spare' }]),
    ],
    ['a file of no approvals, which prints success', () => stage.approveBy([])],
    [
      'a file whose count is lost to a duplicate field',
      async () => {
        await stage.approveBy(BOTH.slice(0, 1));
        stage.write(
          'approval',
          stage
            .read('approval')
            .toString()
            .replace('Number of Approvals = 1;', 'Token File Path = ;'),
        );
        await stage.runAs('officer1', '', APPROVE);
      },
    ],
    [
      'approvals of the token before this one',
      async () => {
        await stage.runAs('officer1', '', GET_TOKEN);
        stage.writeApproval(BOTH);
        const old = stage.read('token');
        await stage.runAs('officer1', '', GET_TOKEN, APPROVE);
        stage.write('token', old);
        await stage.runAs('officer1', '', APPROVE);
      },
    ],
    [
      'a token that was spent, asked for again and approved by the old signatures',
      async () => {
        await stage.approveBy(BOTH);
        await stage.runAs(
          'officer1',
          'y',
          'createUser CU first password',
          APPROVE,
          GET_TOKEN,
          APPROVE,
        );
      },
    ],
    [
      'an approved token of service 4',
      async () => {
        await stage.runAs('officer1', '', 'getToken 4 officer1 token');
        stage.writeApproval(BOTH);
        await stage.runAs('officer1', '', APPROVE);
      },
    ],
    [
      'two tokens in one file',
      async () => {
        await stage.runAs('officer1', '', GET_TOKEN, 'getToken 4 officer1 other');
        stage.write('token', Buffer.concat([stage.read('token'), stage.read('other')]));
        stage.writeApproval(BOTH);
        await stage.runAs('officer1', '', APPROVE);
      },
    ],
    [
      'the approved token of another officer',
      async () => {
        await stage.runAs('officer2', '', 'getToken 3 officer2 token');
        stage.writeApproval(BOTH);
        await stage.runAs('officer1', '', APPROVE);
        await stage.runAs('officer2', '', APPROVE);
      },
    ],
    [
      'the approved token of another cluster',
      async () => {
        const own = stage.cluster;
        stage.cluster = stage.makeCluster();
        await stage.approveBy(BOTH);
        stage.cluster = own;
        await stage.runAs('officer1', '', APPROVE);
      },
    ],
    [
      'an approver who was deleted since, and came back',
      async () => {
        await stage.runAs('officer2', '', 'getToken 3 officer2 token2');
        stage.writeApproval([{ name: 'officer2' }, { name: 'officer3' }], 'token2');
        await stage.runAs('officer2', '', APPROVE);
        await stage.approveBy([{ name: 'officer1' }, { name: 'officer3' }]);
        expect(await stage.runAs('officer2', '', 'deleteUser CO officer3')).toEqual(['done']);
        await stage.runAs('officer2', '', 'getToken 3 officer2 token2');
        stage.writeApproval(BOTH, 'token2');
        expect(
          await stage.runAs('officer2', 'y', APPROVE, 'createUser CO officer3 password'),
        ).toEqual(['done', 'done']);
        expect(
          await stage.runAs('officer3', 'y', 'registerMofnPubKey CO x officer3 officer3.key'),
        ).toEqual(['done']);
      },
    ],
    [
      'an approver whose key is another since',
      async () => {
        await stage.approveBy(BOTH);
        await stage.runAs('officer2', 'y', 'registerMofnPubKey CO x officer2 spare.key');
      },
    ],
    [
      'a deletion that was rolled back',
      async () => {
        await stage.approveBy(BOTH);
        stage.fail('server=1 command=deleteUser error=RET_FAULT');
        await stage.runAs('officer1', 'B', 'deleteUser CU app');
        expect(await stage.countOf('app')).toBe(2);
        // Server 1 did nothing and keeps its token, as it should; it is not what is tried here.
        await stage.runAs('officer1', '', 'server 1', 'delToken -f 4');
      },
    ],
    [
      "another officer's password, changed to get at its session",
      async () => {
        await stage.approveBy([{ name: 'officer1' }]);
        await stage.runAs('officer1', 'yA', 'changePswd CO officer2 secret12');
        await stage.runAs('officer1', 'yI', 'server 1', 'changePswd CO officer2 secret12');
      },
    ],
    [
      'an M value, set lower or anew',
      () =>
        stage.runAs(
          'officer1',
          'yyyy',
          'setMValue 3 1',
          'setMValue 3 2',
          'setMValue 4 1',
          'setMValue 3 0',
        ),
    ],
    [
      'a clock that jumps to and fro',
      async () => {
        await stage.approveBy([{ name: 'officer1' }]);
        for (const seconds of [-3600, 7200, 315_576_000, -(2 ** 33)]) {
          stage.now += seconds * 1000;
          stage.writeApproval([{ name: 'officer1' }]);
          await stage.runAs('officer1', '', APPROVE);
        }
      },
    ],
  ])('%s', async (_name, attempt) => {
    await attempt();
    stage.printed = '';
    expect(await stage.runAs('officer1', 'yII', CREATE_EVE)).toEqual(['refused']);
    expect(stage.printed.split('createUser failed: RET_MXN_AUTH_FAILED')).toHaveLength(3);
    expect(await stage.countOf('eve')).toBe(0);
  });
});

describe('an approved token lets one operation through', () => {
  it('of two consoles that try at once, on each HSM', async () => {
    await stage.approveBy(BOTH);
    const consoles = ['eve', 'mallory'].map((name) =>
      stage.runAs('officer1', 'yII', `createUser CU ${name} password`),
    );
    await Promise.all(consoles);
    expect((await stage.countOf('eve')) + (await stage.countOf('mallory'))).toBe(2);
  });

  it('on the HSM that it is of: a token of server 1 opens nothing on server 0', async () => {
    await stage.runAs('officer1', '', 'server 1', GET_TOKEN);
    stage.writeApproval(BOTH);
    await stage.runAs('officer1', '', APPROVE);
    expect(await stage.runAs('officer1', 'yI', CREATE_EVE)).toEqual(['refused']);
    expect(await stage.countOf('eve')).toBe(1);
    stage.printed = '';
    await stage.runAs('officer1', '', 'server 1', 'syncUser 7 0');
    expect(stage.printed).toContain('syncUser failed: RET_MXN_AUTH_FAILED');
    expect(await stage.countOf('eve')).toBe(1);
  });
});

it('a user made where the quorum is off gets to no HSM where it is on', async () => {
  stage.cluster = stage.makeCluster({ userManagement: 1, miscCo: 1 });
  await stage.runAs('officer1', 'y', 'server 0', 'setMValue 3 2');
  expect(await stage.runAs('officer1', 'y', 'server 1', CREATE_EVE)).toEqual(['done', 'done']);
  expect(await stage.countOf('eve')).toBe(1);
  stage.printed = '';
  expect(await stage.runAs('officer1', '', 'server 1', 'syncUser 7 0')).toEqual([
    'done',
    'refused',
  ]);
  expect(stage.printed).toContain('syncUser failed: RET_MXN_AUTH_FAILED');
  expect(await stage.countOf('eve')).toBe(1);
});

describe('an M value that is on falls by no fewer approvals than it has itself', () => {
  async function approveOfFour(approvers: readonly Approver[]): Promise<void> {
    await stage.runAs('officer1', '', 'getToken 4 officer1 token');
    stage.writeApproval(approvers);
    await stage.runAs('officer1', '', APPROVE);
  }

  it.each([
    ['M of service 4 is smaller', { userManagement: 3, miscCo: 2 }],
    ['M of service 4 is the same', { userManagement: 3, miscCo: 3 }],
  ])('where %s', async (_, mValues) => {
    stage.cluster = stage.makeCluster(mValues);
    await approveOfFour(BOTH);
    stage.printed = '';
    expect(await stage.runAs('officer1', 'y', 'setMValue 3 2')).toEqual(['refused']);
    expect(stage.printed.split('setMValue failed: RET_MXN_AUTH_FAILED')).toHaveLength(3);
    await stage.approveBy(BOTH);
    expect(await stage.runAs('officer1', 'yII', CREATE_EVE)).toEqual(['refused']);
  });

  it('where service 4 was off, and one officer switches it on for that', async () => {
    stage.cluster = stage.makeCluster({ userManagement: 3, miscCo: 1 });
    expect(await stage.runAs('officer1', 'y', 'setMValue 4 2')).toEqual(['done']);
    await approveOfFour(BOTH);
    expect(await stage.runAs('officer1', 'y', 'setMValue 3 2')).toEqual(['refused']);
  });
});

describe('where officers were deleted below M', () => {
  const THREE: readonly Approver[] = [...BOTH, { name: 'officer3' }];

  beforeEach(async () => {
    stage.cluster = stage.makeCluster({ userManagement: 3, miscCo: 2 });
    for (const name of ['admin', 'officer3']) {
      await stage.approveBy(THREE);
      expect(await stage.runAs('officer1', '', `deleteUser CO ${name}`)).toEqual(['done']);
      expect(await stage.countOf(name)).toBe(0);
    }
  });

  it.each([
    ['createUser', CREATE_EVE],
    ['createUser of a PRECO, who would become an officer', 'createUser preCO eve password'],
    ["another's changePswd", 'changePswd CO officer2 password2'],
    ["an appliance user's changePswd", 'changePswd AU app_user password2'],
  ])('the two who are left do not get through with %s', async (_, line) => {
    await stage.approveBy(BOTH);
    stage.printed = '';
    expect(await stage.runAs('officer1', 'yII', line)).toEqual(['refused']);
    expect(stage.printed.split(' failed: RET_MXN_AUTH_FAILED')).toHaveLength(3);
    expect(await stage.countOf('eve')).toBe(0);
  });

  it('the two who are left do not get through with the signature of one who is gone', async () => {
    await stage.approveBy(THREE);
    expect(await stage.runAs('officer1', 'yII', CREATE_EVE)).toEqual(['refused']);
  });

  it('the two who are left do not set M down', async () => {
    await stage.runAs('officer1', '', 'getToken 4 officer1 token');
    stage.writeApproval(BOTH);
    expect(await stage.runAs('officer1', 'y', APPROVE, 'setMValue 3 2')).toEqual([
      'done',
      'refused',
    ]);
  });
});
