import { describe, expect, it } from 'vitest';
import { type Answer, everythingGoes, fakeCluster, refusal } from './fake-cluster.ts';
import { runPiped, runSession, runTyped } from './run-console.ts';

const BOX = [
  '*************************CAUTION********************************',
  'This is a CRITICAL operation, should be done on all nodes in the',
  'cluster. Cav server does NOT synchronize these changes with the',
  'nodes on which this operation is not executed or failed, please',
  'ensure this operation is executed on all nodes in the cluster.',
  '****************************************************************',
  '',
  '',
].join('\n');
const QUESTION = `${BOX}Do you want to continue(y/n)?`;
const PROMPT = 'aws-cloudhsm>';

/** Refuses one kind of request on one server, as often as told. */
function refusing(
  op: string,
  server: number,
  error: string,
  times = Number.POSITIVE_INFINITY,
): Answer {
  let left = times;
  return (request, at) =>
    request.op === op && at === server && left-- > 0 ? refusal(error) : everythingGoes(request, at);
}

describe('the question of the caution box', () => {
  it('has what an empty answer is told on its own line, on a terminal too, and another answer above it', async () => {
    const cluster = fakeCluster(everythingGoes);
    const invalid = "Invalid option, please type 'y' or 'n'\n\nDo you want to continue(y/n)?";
    const line = 'createUser CU bob password';
    const printed = await runTyped(cluster, [`${line}\r\rx\ry\rquit\r`]);
    expect(printed.split('Creating User')[0]).toBe(
      `${PROMPT}${line}\n${QUESTION}${invalid}x\n${invalid}y\n`,
    );
  });

  it('goes on at y', async () => {
    const cluster = fakeCluster(everythingGoes);
    expect(await runSession(cluster, 'createUser CU Bob password\ny\nquit\n')).toBe(
      `${PROMPT}${QUESTION}Creating User bob(CU) on 2 nodes\n${PROMPT}`,
    );
    expect(cluster.asked).toEqual(['createUser@0', 'createUser@1']);
  });

  it('does nothing at n', async () => {
    const cluster = fakeCluster(everythingGoes);
    expect(await runSession(cluster, 'createUser CU bob password\nn\nquit\n')).toBe(
      `${PROMPT}${QUESTION}${PROMPT}`,
    );
    expect(cluster.asked).toEqual([]);
  });

  it('asks again after anything else, a command that came too early included', async () => {
    const cluster = fakeCluster(everythingGoes);
    const again = "Invalid option, please type 'y' or 'n'\n\nDo you want to continue(y/n)?";
    expect(await runSession(cluster, 'setMValue 3 2\nlistUsers\nY\n\ny\nquit\n')).toBe(
      `${PROMPT}${QUESTION}${again}${again}${again}Setting M Value(2) for 3 on 2 nodes\n${PROMPT}`,
    );
  });

  it('is answered n by the end of input, and the console quits', async () => {
    const cluster = fakeCluster(everythingGoes);
    const printed = await runPiped(cluster, 'createUser CU bob password\n');
    expect(printed.endsWith(`${QUESTION}\n\ndisconnecting from servers, please wait...\n`)).toBe(
      true,
    );
    expect(cluster.asked).toEqual([]);
  });
});

describe('Retry/Ignore/Abort', () => {
  const FAILED = [
    'createUser failed: RET_MXN_AUTH_FAILED',
    'creating user on server 0(10.0.2.14) failed',
    '',
    'Retry/Ignore/Abort?(R/I/A):',
  ].join('\n');
  const START = `${PROMPT}${QUESTION}Creating User bob(CU) on 2 nodes\n`;

  it('tries the same server again at R', async () => {
    const cluster = fakeCluster(refusing('createUser', 0, 'RET_MXN_AUTH_FAILED', 2));
    expect(await runSession(cluster, 'createUser CU bob password\ny\nR\nR\nquit\n')).toBe(
      `${START}${FAILED}${FAILED}${PROMPT}`,
    );
    expect(cluster.asked).toEqual(['createUser@0', 'createUser@0', 'createUser@0', 'createUser@1']);
  });

  it('goes on with the next server at I', async () => {
    const cluster = fakeCluster(refusing('createUser', 0, 'RET_MXN_AUTH_FAILED'));
    expect(await runSession(cluster, 'createUser CU bob password\ny\nI\nquit\n')).toBe(
      `${START}${FAILED}${PROMPT}`,
    );
    expect(cluster.asked).toEqual(['createUser@0', 'createUser@1']);
  });

  it.each([
    ['A', 'createUser CU bob password\ny\nA\nquit\n'],
    ['the end of input', 'createUser CU bob password\ny\n'],
  ])('leaves the other servers alone at %s', async (_name, input) => {
    const cluster = fakeCluster(refusing('createUser', 0, 'RET_MXN_AUTH_FAILED'));
    const printed = await runSession(cluster, input);
    expect(printed).toBe(`${START}${FAILED}${input.includes('A') ? PROMPT : ''}`);
    expect(cluster.asked).toEqual(['createUser@0']);
  });

  it('asks again after anything else', async () => {
    const cluster = fakeCluster(refusing('createUser', 0, 'RET_MXN_AUTH_FAILED'));
    expect(await runSession(cluster, 'createUser CU bob password\ny\na\nA\nquit\n')).toBe(
      `${START}${FAILED}Invalid option, please type 'R', 'I' or 'A'\n\nRetry/Ignore/Abort?(R/I/A):${PROMPT}`,
    );
  });

  it('is asked by changePswd too', async () => {
    const cluster = fakeCluster(refusing('changePswd', 1, 'RET_USER_DOES_NOT_EXIST'));
    expect(await runSession(cluster, 'changePswd CU Bob password\ny\nA\nquit\n')).toBe(
      [
        `${PROMPT}${QUESTION}Changing password for bob(CU) on 2 nodes`,
        "changePswd failed: HSM Error: This user doesn't exist",
        'changePswd failed on server 1(10.0.1.4)',
        '',
        `Retry/Ignore/Abort?(R/I/A):${PROMPT}`,
      ].join('\n'),
    );
  });
});

describe('Retry/rollBack/Ignore', () => {
  const START = `${PROMPT}Deleting user bob(CU) on 2 nodes\ndeleteUser success on server 0(10.0.2.14)\n`;
  const FAILED = [
    'deleteUser failed: RET_MXN_AUTH_FAILED',
    'deleteUser failed on server 1(10.0.1.4)',
    '',
    'Retry/rollBack/Ignore?(R/B/I):',
  ].join('\n');

  it('undoes the deletions of the servers before at B', async () => {
    const cluster = fakeCluster(refusing('deleteUser', 1, 'RET_MXN_AUTH_FAILED'));
    expect(await runSession(cluster, 'deleteUser CU bob\nB\nquit\n')).toBe(
      `${START}${FAILED}rollBack success on server 0(10.0.2.14)\n${PROMPT}`,
    );
    expect(cluster.requests.at(-1)).toMatchObject({ op: 'rollBack', operation: 'deleteUser-0' });
  });

  it('tries again at R, and leaves the deletions at I', async () => {
    const cluster = fakeCluster(refusing('deleteUser', 1, 'RET_MXN_AUTH_FAILED'));
    expect(await runSession(cluster, 'deleteUser CU bob\nR\nI\nquit\n')).toBe(
      `${START}${FAILED}${FAILED}${PROMPT}`,
    );
    expect(cluster.asked).toEqual(['deleteUser@0', 'deleteUser@1', 'deleteUser@1']);
  });

  it('is answered I by the end of input, on each server', async () => {
    const cluster = fakeCluster((request, server) =>
      request.op === 'deleteUser'
        ? refusal('RET_MXN_AUTH_FAILED')
        : everythingGoes(request, server),
    );
    const printed = await runPiped(cluster, 'deleteUser CU bob\n');
    expect(cluster.asked).toEqual(['deleteUser@0', 'deleteUser@1']);
    expect(printed.endsWith('(R/B/I):\n\ndisconnecting from servers, please wait...\n')).toBe(true);
  });
});

describe('commands without a dialogue', () => {
  it('tell of the failure and go on with the next server', async () => {
    const cluster = fakeCluster(refusing('login', 0, 'RET_USER_LOGIN_FAILURE'));
    expect(await runSession(cluster, 'loginHSM CO bob wrong\nquit\n')).toBe(
      [
        `${PROMPT}loginHSM failed: HSM Error: RET_USER_LOGIN_FAILURE`,
        'loginHSM failed on server 0(10.0.2.14)',
        'loginHSM success on server 1(10.0.1.4)',
        PROMPT,
      ].join('\n'),
    );
  });

  it.each([
    [
      'RET_USER_NOT_INITIALIZED',
      "HSM Error: user isn't initialized or user with this name doesn't exist",
    ],
    [
      'RET_POLICY_MISMATCH',
      'HSM Error: This operation violates the current configured/FIPS policies',
    ],
    ['RET_INVALID_USER_TYPE', 'HSM Error: Invalid User Type.'],
    ['RET_FAULT', 'RET_FAULT'],
    ['RET_\u001b[31mRED', 'RET_\\x1b[31mRED'],
  ])('say %s in its known text', async (error, text) => {
    const cluster = fakeCluster(refusing('login', 0, error), { servers: 1 });
    const printed = await runSession(cluster, 'loginHSM CU bob password\nquit\n');
    expect(printed.split('\n')[0]).toBe(`${PROMPT}loginHSM failed: ${text}`);
  });
});

it.each([
  ['RET_INVALID_USER_TYPE', 'invalid user type'],
  ['RET_INVALID_INPUT', 'Invalid input data/params'],
  ['RET_PASSWORD_LENGTH', 'min pswd len 7 and max pswd len 32'],
  ['RET_USER_DOES_NOT_EXIST', "user doesn't exist"],
])('createUser says %s in the words that scripts look for', async (error, words) => {
  const cluster = fakeCluster(refusing('createUser', 0, error));
  const printed = await runSession(cluster, 'createUser XY bob short\ny\nA\nquit\n');
  expect(printed).toContain(words);
  expect(printed.endsWith(`Retry/Ignore/Abort?(R/I/A):${PROMPT}`)).toBe(true);
});
