import { describe, expect, it } from 'vitest';
import { activated, admin, answerOf, CliStage } from './cli-stage.ts';

/** As the reference has its blocks: two blanks, one object, one newline. */
const block = (data: unknown, code = 0): string =>
  `${JSON.stringify({ error_code: code, data }, null, 2)}\n`;

describe('before activation', () => {
  it('lists the two first users, as the documented block has them, whatever is exported', async () => {
    const stage = new CliStage({});
    for (const credentials of [undefined, { role: 'admin', pin: 'admin:wrong' }]) {
      const { exit, printed } = await stage.run('user list', credentials);
      expect(exit).toBe(0);
      expect(printed).toBe(`{
  "error_code": 0,
  "data": {
    "users": [
      {
        "username": "admin",
        "role": "unactivated-admin",
        "locked": "false",
        "mfa": [],
        "quorum": [],
        "cluster-coverage": "full"
      },
      {
        "username": "app_user",
        "role": "internal(APPLIANCE_USER)",
        "locked": "false",
        "mfa": [],
        "quorum": [],
        "cluster-coverage": "full"
      }
    ]
  }
}
`);
    }
  });

  it('activates once, with a password that is asked for twice', async () => {
    const stage = new CliStage({});
    const differ = await stage.run('cluster activate', undefined, 'password1', 'password2');
    expect(differ).toEqual({
      exit: 1,
      printed: `Enter password:\nConfirm password:\n${block('Passwords do not match', 1)}`,
      errors: '',
    });
    const done = await stage.run('cluster activate', admin('admin'), 'password1', 'password1');
    expect(done.printed).toBe(
      `Enter password:\nConfirm password:\n${block('Cluster activation successful')}`,
    );
    const again = await stage.run('cluster activate --password password1');
    expect(answerOf(again)).toEqual({ error_code: 1, data: 'Cluster is already activated' });
    const pin = { role: 'admin', pin: 'admin:password1' };
    expect(
      (await stage.run('user create --username a --role admin --password password', pin)).exit,
    ).toBe(0);
  });
});

describe('users', () => {
  it('are created, changed and deleted by admins alone', async () => {
    const stage = new CliStage();
    const create = 'user create --username Alice --role crypto-user --password password';
    expect(await stage.as('admin', create)).toEqual({
      error_code: 0,
      data: { username: 'alice', role: 'crypto-user' },
    });
    expect((await stage.as('admin', create)).data).toBe('Specified user already exists');
    const cu = { role: 'crypto-user', pin: 'alice:password' };
    const own = 'user change-password --username alice --role crypto-user --password password2';
    expect(answerOf(await stage.run(own, cu)).error_code).toBe(0);
    const other = 'user change-password --username cu1 --role crypto-user --password password2';
    const pin = { role: 'crypto-user', pin: 'alice:password2' };
    const refused = await stage.run(other, pin);
    expect(refused.exit).toBe(1);
    expect(answerOf(refused).data).toBe('User does not have permission to perform this operation');
    expect((await stage.as('admin', 'user delete --username alice --role admin')).data).toBe(
      'Specified user does not exist',
    );
    expect(
      (await stage.as('admin', 'user delete --username alice --role crypto-user')).data,
    ).toEqual({
      username: 'alice',
      role: 'crypto-user',
    });
    expect(stage.users().flat()).not.toContain('alice');
  });

  it.each([
    [
      'user create --username a-b --role admin --password password',
      'Invalid username provided: 1 to 31 letters, digits and underscores are allowed',
    ],
    [
      'user create --username bob --role admin --password short',
      'Invalid password provided: 7 to 32 characters are allowed',
    ],
    [
      'user create --username bob --role admin --password password --approval nowhere',
      'Unable to read file nowhere',
    ],
    ['user delete --username app_user --role admin', 'Specified user does not exist'],
    [
      'user change-password --username cu1 --role crypto-user --password password --deregister-mfa yes',
      'Invalid value provided for --deregister-mfa',
    ],
    [
      'user delete --username cu1 --role crypto-user --cluster-id cluster-x',
      /^Cluster cluster-x is not configured: the configured cluster is cluster-[0-9a-f]{16}$/,
    ],
  ])('nothing is changed by %s', async (line, text) => {
    const stage = new CliStage();
    const before = stage.users();
    const answer = await stage.as('admin', line);
    expect(answer.error_code).toBe(1);
    expect(answer.data).toMatch(text);
    expect(stage.users()).toEqual(before);
  });

  it('are listed in the order of their ids, the appliance user last, and what differs is inconsistent', async () => {
    const stage = new CliStage();
    stage.fail('server=2 command=createUser error=RET_MAX_USERS');
    const answer = await stage.as(
      'admin',
      'user create --username late --role admin --password password',
    );
    expect(answer).toEqual({ error_code: 1, data: 'User create failed on 1 of 3 connections' });
    stage.fail();
    const { data } = answerOf(await stage.run('user list'));
    expect(data.users.map((user: { username: string }) => user.username)).toEqual([
      'admin',
      'admin2',
      'admin3',
      'cu1',
      'late',
      'app_user',
    ]);
    expect(data.users[1].quorum).toEqual([{ strategy: 'token-sign', status: 'enabled' }]);
    expect(data.users[4]['cluster-coverage']).toBe('inconsistent');
    expect(data.users[0]['cluster-coverage']).toBe('full');
  });

  it('are locked by the sixth wrong password, and unlocked by an admin', async () => {
    const stage = new CliStage();
    const wrong = { role: 'crypto-user', pin: 'cu1:wrong' };
    const line = 'user change-password --username cu1 --role crypto-user --password password';
    for (let count = 0; count < 6; count++) {
      expect(answerOf(await stage.run(line, wrong)).data).toBe('User authentication failed');
    }
    const right = { role: 'crypto-user', pin: 'cu1:password' };
    expect(answerOf(await stage.run(line, right)).data).toBe('User account is locked');
    expect(answerOf(await stage.run('user list')).data.users[3].locked).toBe('true');
    expect((await stage.as('admin', line)).error_code).toBe(0);
    expect(answerOf(await stage.run(line, right)).error_code).toBe(0);
  });
});

describe('a single command', () => {
  const DELETE = 'user delete --username cu1 --role crypto-user';

  it.each([
    [{}, 'Credentials are required: set CLOUDHSM_ROLE and CLOUDHSM_PIN'],
    [{ role: 'admin' }, 'Credentials are required: set CLOUDHSM_ROLE and CLOUDHSM_PIN'],
    [
      { role: 'CO', pin: 'admin:password' },
      'Invalid CLOUDHSM_ROLE: admin or crypto-user is required',
    ],
    [{ role: 'admin', pin: 'admin' }, 'Invalid CLOUDHSM_PIN: USERNAME:PASSWORD is required'],
    [{ role: 'admin', pin: 'nobody:password' }, 'User authentication failed'],
    [{ role: 'crypto-user', pin: 'admin:password' }, 'User authentication failed'],
  ])('does nothing as %j', async (credentials, text) => {
    const stage = new CliStage();
    const ran = await stage.run(DELETE, credentials);
    expect(ran).toEqual({ exit: 1, printed: block(text, 1), errors: '' });
    expect(stage.users()[0]).toContain('cu1');
  });

  it('takes the password from behind the first colon, and leaves no session', async () => {
    const stage = new CliStage();
    await stage.set(
      'admin',
      'user change-password --username admin2 --role admin --password pass:wo:rd',
    );
    const ran = await stage.run(DELETE, { role: 'admin', pin: 'admin2:pass:wo:rd' });
    expect(ran.exit).toBe(0);
    expect(stage.cluster.hsms.flatMap((hsm) => hsm.inspect().state.hsm.sessions)).toEqual([]);
  });

  it('says on the other stream what is no command, and prints help for the asking', async () => {
    const stage = new CliStage();
    for (const line of ['keys list', 'crypto sign', 'user', 'user delete --username x']) {
      const ran = await stage.run(line);
      expect(ran, line).toMatchObject({ exit: 2, printed: '' });
      expect(ran.errors, line).toContain('Usage: cloudhsm-cli');
    }
    const help = await stage.run('user create --help');
    expect(help).toMatchObject({ exit: 0, errors: '' });
    expect(help.printed).toContain(
      'Usage: cloudhsm-cli user create [OPTIONS] --username <USERNAME> --role <ROLE> [--password <PASSWORD>]',
    );
  });

  it('says that there is one cluster, where a user is to be copied to another', async () => {
    const line = 'user replicate --username cu1 --role crypto-user';
    const clusters = '--source-cluster-id cluster-1 --destination-cluster-id cluster-2';
    const stage = new CliStage();
    expect(await stage.run(`${line} ${clusters}`)).toMatchObject({
      exit: 1,
      printed: `{
  "error_code": 1,
  "data": "Several clusters are not supported: the client is configured for one"
}
`,
    });
    expect(stage.cluster.readUnsent().at(-1)).toMatchObject({
      command: 'user replicate',
      reason: { code: 'one-cluster' },
    });
    const ran = await stage.run(line);
    expect(ran).toMatchObject({ exit: 2, printed: '' });
    expect(ran.errors).toContain('--source-cluster-id <SOURCE_CLUSTER_ID>');
  });

  it('calls off what input ends in', async () => {
    const stage = new CliStage();
    const ran = await stage.run(
      'user change-password --username cu1 --role crypto-user',
      admin('admin'),
      'password',
    );
    expect(ran.exit).toBe(1);
    expect(answerOf(ran).data).toBe('Operation cancelled');
  });
});

describe('at the prompt', () => {
  it('one log-in is for all commands, and a failed one leaves it', async () => {
    const stage = new CliStage();
    const { exit, printed } = await stage.interactive(
      'login --username ADMIN --role admin',
      'password',
      'login --username admin2 --role admin --password wrong-one',
      'user delete --username cu1 --role crypto-user',
      'logout',
      'logout',
      'user delete --username admin3 --role admin',
      'quit',
    );
    expect(exit).toBe(0);
    expect(printed).toBe(
      `aws-cloudhsm > Enter password:\n${block({ username: 'admin', role: 'admin' })}` +
        `aws-cloudhsm > ${block('User authentication failed', 1)}` +
        `aws-cloudhsm > ${block({ username: 'cu1', role: 'crypto-user' })}` +
        `aws-cloudhsm > ${block('Logout successful')}` +
        `aws-cloudhsm > ${block('User is not logged in', 1)}` +
        `aws-cloudhsm > ${block('User is not logged in', 1)}aws-cloudhsm > `,
    );
  });

  it('another log-in takes the place of the one before', async () => {
    const stage = new CliStage();
    await stage.interactive(
      'login --username admin --role admin --password password',
      'login --username cu1 --role crypto-user --password password',
      () => {
        const users = stage.cluster.hsms.flatMap((hsm) => hsm.inspect().state.hsm.sessions);
        expect(users.map(({ user }) => user)).toHaveLength(3);
        return 'quit';
      },
    );
    expect(stage.cluster.hsms.flatMap((hsm) => hsm.inspect().state.hsm.sessions)).toEqual([]);
  });
});

it('says that no HSM can be reached, with the type of the cluster, and where only some can', async () => {
  const stage = new CliStage(activated({ type: 'hsm2m' }));
  stage.fail('drop');
  expect(answerOf(await stage.run('user list')).data).toBe('Failed to initialize hsm2m context');
  stage.fail('drop server=1');
  expect(answerOf(await stage.run('user list')).data).toBe(
    'User list failed on 1 of 3 connections',
  );
  expect(await stage.as('admin', 'quorum token-sign list-quorum-values')).toMatchObject({
    data: 'Quorum token-sign list-quorum-values failed on 1 of 3 connections',
  });
});
