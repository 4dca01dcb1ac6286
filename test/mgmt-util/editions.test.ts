/**
 * Rules in which the guide's editions contradict each other, at the console of each flavour: what
 * src/hsm/editions.ts and src/mgmt-util/flavours/traits.ts say of tokens, appliance users and second factors.
 */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FLAVOUR_NAMES, type FlavourName } from '../../src/hsm/flavours.ts';
import { everythingGoes, fakeCluster } from './fake-cluster.ts';
import { APPROVE, BOTH, GET_TOKEN, QuorumStage } from './quorum-stage.ts';
import { runSession } from './run-console.ts';

let stage: QuorumStage;

beforeAll(() => {
  stage = new QuorumStage();
});
beforeEach(() => {
  stage.printed = '';
});

describe('a token that is approved after the tool was started anew', () => {
  it.each(FLAVOUR_NAMES.filter((name) => name !== 'aws-2023'))(
    'is still there in %s, as the numbered steps have it',
    async (flavour) => {
      stage.cluster = stage.makeCluster(undefined, flavour);
      await stage.runAs('officer1', '', GET_TOKEN);
      stage.writeApproval(BOTH);
      const outcomes = await stage.runAs('officer1', 'y', APPROVE, 'createUser CU bob password');
      expect(outcomes).toEqual(['done', 'done']);
    },
  );

  it('is gone in aws-2023, as the note has it, and works there in one log-in', async () => {
    stage.cluster = stage.makeCluster(undefined, 'aws-2023');
    await stage.runAs('officer1', '', GET_TOKEN);
    stage.writeApproval(BOTH);
    const lines = ['createUser CU bob password'];
    expect(await stage.runAs('officer1', 'yA', APPROVE, ...lines)).toEqual(['refused', 'refused']);
    expect(await stage.countOf('bob')).toBe(0);
    const session = stage.begin('y');
    await session.execute('loginHSM CO officer1 password');
    await session.execute(GET_TOKEN);
    stage.writeApproval(BOTH);
    expect(await session.execute(APPROVE)).toBe('done');
    expect(await session.execute('createUser CU bob password')).toBe('done');
    await session.close();
    expect(await stage.countOf('bob')).toBe(2);
  });
});

describe('users of other types', () => {
  const QUORUM_OFF = { userManagement: 1, miscCo: 1 };

  it.each(FLAVOUR_NAMES)('%s makes a PCO, a PRECO and a preCO, who log in', async (flavour) => {
    stage.cluster = stage.makeCluster(QUORUM_OFF, flavour);
    const made = ['createUser PCO pco1 password', 'createUser preCO fresh password'];
    const used = ['loginHSM PCO pco1 password', 'loginHSM preCO fresh password'];
    const changed = ['changePswd PRECO fresh password2', 'createUser CU bob password'];
    const outcomes = await stage.runAs('officer1', 'yyyy', ...made, ...used, ...changed);
    expect(outcomes).toEqual(Array.from({ length: 6 }, () => 'done'));
    expect(stage.printed).toContain('Creating User fresh(preCO) on 2 nodes\n');
  });

  it('an AU is given a password and logs in, but in aws-2023', async () => {
    for (const [flavour, expected] of [
      ['classic', 'done'],
      ['aws-2018', 'done'],
      ['aws-2023', 'refused'],
    ] as const) {
      stage.cluster = stage.makeCluster(QUORUM_OFF, flavour);
      const change = 'changePswd AU app_user password';
      const outcomes = await stage.runAs('officer1', 'yA', change, 'loginHSM AU app_user password');
      expect([flavour, ...outcomes]).toEqual([flavour, expected, expected]);
    }
    expect(stage.printed).toContain('loginHSM failed: HSM Error: Invalid User Type.\n');
  });
});

describe('a second factor', () => {
  const SYNTAX = '<user-type> <user-name> <password | -hpswd>';
  const NONE =
    'The cluster is not configured for dual-factor authentication, please leave out 2FA\n';

  async function answerTo(flavour: FlavourName, line: string): Promise<string> {
    const cluster = fakeCluster(everythingGoes, { flavour });
    return runSession(cluster, `${line}\ny\nquit\n`);
  }

  it.each<FlavourName>(['classic', 'aws-2018', 'azure', 'alibaba', 'oci'])(
    '%s takes 1FA, and 2FA for what it has not',
    async (flavour) => {
      expect(await answerTo(flavour, 'createUser CU bob password 1FA')).toContain(
        'Creating User bob(CU) on 2 nodes',
      );
      expect(await answerTo(flavour, 'changePswd CU bob password 1FA')).toContain(
        'Changing password for bob(CU) on 2 nodes',
      );
      for (const command of ['createUser', 'changePswd']) {
        expect(await answerTo(flavour, `${command} CO bob password 2FA`)).toContain(NONE);
      }
    },
  );

  it.each<[FlavourName, string, string]>([
    ['classic', 'createUser CU bob password -2fa', `createUser ${SYNTAX} [-2fa <authdata>]`],
    ['classic', 'loginHSM CO bob password -2fa a b', `loginHSM ${SYNTAX} [-2fa <authdata>]`],
    ['classic', 'createUser CU bob password 3FA', `createUser ${SYNTAX} [-2fa <authdata>]`],
    ['classic', 'createUser CU bob password 1FA x', `createUser ${SYNTAX} [-2fa <authdata>]`],
    ['classic', 'loginHSM CU bob password 1FA', `loginHSM ${SYNTAX} [-2fa <authdata>]`],
    ['aws-2018', 'createUser CU bob password -2fa f', `createUser ${SYNTAX} [1FA | 2FA]`],
    ['aws-2018', 'changePswd CU bob password 1fa', `changePswd ${SYNTAX} [1FA | 2FA]`],
    ['aws-2018', 'loginHSM CU bob password -2fa f', `loginHSM ${SYNTAX}`],
    ['aws-2022', 'createUser CU bob password 1FA', `createUser ${SYNTAX} [-2fa <authdata>]`],
    ['aws-2023', 'changePswd CU bob password 2FA', `changePswd ${SYNTAX} [-2fa <authdata>]`],
  ])('%s does not take: %s', async (flavour, line, syntax) => {
    expect(await answerTo(flavour, line)).toContain(`Syntax: ${syntax}\n`);
  });

  it('keeps a password out of the history whatever stands behind it', async () => {
    const { CREATE_USER } = await import('../../src/mgmt-util/commands/create-user.ts');
    expect(CREATE_USER.holdsSecret?.(['CU', 'bob', 'password', '1FA'])).toBe(true);
  });
});
