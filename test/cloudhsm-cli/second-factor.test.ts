import { describe, expect, it } from 'vitest';
import { admin, answerOf, CliStage } from './cli-stage.ts';

const CHANGE = 'user change-mfa token-sign --username cu1 --role crypto-user';
const FILE_PROMPT =
  'Enter signed token file path (press enter if same as the unsigned token file):';
const LOGIN = 'login --username cu1 --role crypto-user';

/** A cluster on which cu1 has a second factor. */
async function mfaStage(): Promise<CliStage> {
  const stage = new CliStage();
  await stage.as(
    'admin',
    `${CHANGE} --change-password password --token m`,
    () => {
      stage.signTokens('m', 'cu1');
      return '';
    },
    'cu1.pub',
  );
  return stage;
}

describe('user change-mfa token-sign', () => {
  it('asks as the documented session does, and writes the file before it asks for it', async () => {
    const stage = new CliStage();
    const ran = await stage.run(
      `${CHANGE} --token m --change-quorum`,
      admin('admin'),
      'password2',
      'password2',
      () => {
        const file = stage.readJson('m') as { tokens: object[] };
        expect(file.tokens.map(Object.keys)).toEqual(Array(3).fill(['unsigned', 'signed']));
        stage.signTokens('m', 'cu1');
        stage.files.write('signed', stage.files.read('m') ?? '');
        return 'signed';
      },
      'cu1.pub',
    );
    expect(ran).toEqual({
      exit: 0,
      printed:
        `Enter password:\nConfirm password:\n${FILE_PROMPT}\nEnter public key PEM file path:\n` +
        `${JSON.stringify({ error_code: 0, data: { username: 'cu1', role: 'crypto-user' } }, null, 2)}\n`,
      errors: '',
    });
    const enabled = [{ strategy: 'token-sign', status: 'enabled' }];
    const list = async (): Promise<unknown> => answerOf(await stage.run('user list')).data.users[3];
    expect(await list()).toMatchObject({ mfa: enabled, quorum: enabled });
    expect((await stage.as('admin', `${CHANGE} --deregister`)).error_code).toBe(0);
    expect(await list()).toMatchObject({ mfa: [], quorum: enabled });
    expect((await stage.as('admin', `${CHANGE} --deregister --change-quorum`)).error_code).toBe(0);
    expect(await list()).toMatchObject({ mfa: [], quorum: [] });
  });

  it('changes nothing where anything is wrong', async () => {
    const stage = new CliStage();
    const cases: readonly (readonly [string, string, string, () => string])[] = [
      ['No token signatures provided', 'm', 'cu1.pub', () => ''],
      ['InvalidQuorumSignature', 'm', 'cu1.pub', () => sign('spare')],
      ['Unable to read file nowhere', 'm', 'nowhere', () => sign('cu1')],
      ['Unable to parse public key file m', 'm', 'm', () => sign('cu1')],
      ['Unable to read file gone', 'm', 'cu1.pub', () => 'gone'],
      ['Unable to parse token file cu1.pub', 'm', 'cu1.pub', () => 'cu1.pub'],
      ['Unable to parse token file old', 'm', 'cu1.pub', () => 'old'],
    ];
    const sign = (by: string): string => {
      stage.signTokens('m', by);
      return '';
    };
    stage.writeJson('old', {
      version: '2.0',
      tokens: [
        {
          unsigned: Buffer.alloc(32).toString('base64'),
          signed: Buffer.alloc(256).toString('base64'),
        },
      ],
    });
    for (const [text, path, key, answer] of cases) {
      const line = `${CHANGE} --change-password password2 --token ${path}`;
      expect((await stage.as('admin', line, answer, key)).data, text).toBe(text);
    }
    const { mfa, quorum } = answerOf(await stage.run('user list')).data.users[3];
    expect({ mfa, quorum }).toEqual({ mfa: [], quorum: [] });
    const own = { role: 'crypto-user', pin: 'cu1:password' };
    expect(
      (await stage.run('quorum token-sign generate --service registration --token r', own)).exit,
    ).toBe(0);
    expect((await stage.run(`${CHANGE} --token m --deregister`)).exit).toBe(2);
    expect((await stage.run(CHANGE)).exit).toBe(2);
  });
});

describe('login mfa-token-sign', () => {
  it('takes a signature for each HSM, made for this very log-in', async () => {
    const stage = await mfaStage();
    expect(answerOf(await stage.run(`${LOGIN} --password password`)).data).toBe(
      'Multi-factor authentication is required for this user',
    );
    const sign = (by: string) => () => {
      stage.signTokens('l', by);
      return '';
    };
    const good = await stage.run(
      `${LOGIN} mfa-token-sign --token l`,
      undefined,
      'password',
      sign('cu1'),
    );
    expect(good).toEqual({
      exit: 0,
      printed:
        `Enter password:\n${FILE_PROMPT}\n` +
        `${JSON.stringify({ error_code: 0, data: { username: 'cu1', role: 'crypto-user' } }, null, 2)}\n`,
      errors: '',
    });
    stage.files.write('before', stage.files.read('l') ?? '');
    const line = `${LOGIN} --password password mfa-token-sign --token l`;
    expect(answerOf(await stage.run(line, undefined, 'before')).data).toBe(
      'Unable to parse token file before',
    );
    expect(answerOf(await stage.run(line, undefined, '')).data).toBe(
      'No token signatures provided',
    );
    for (let count = 0; count < 6; count++) {
      expect(answerOf(await stage.run(line, undefined, sign('spare'))).data).toBe(
        'User authentication failed',
      );
    }
    expect(answerOf(await stage.run(line, undefined, sign('cu1'))).data).toBe(
      'User account is locked',
    );
  });

  it('is lifted by an admin who says so with a new password', async () => {
    const stage = await mfaStage();
    const change = 'user change-password --username cu1 --role crypto-user --password password3';
    await stage.set('admin', change);
    expect((await stage.run(`${LOGIN} --password password3`)).exit).toBe(1);
    await stage.set('admin', `${change} --deregister-mfa true`);
    expect((await stage.run(`${LOGIN} --password password3`)).exit).toBe(0);
  });
});
