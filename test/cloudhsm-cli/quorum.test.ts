import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ClusterPlan } from '../../src/hsm/cluster/plan.ts';
import { activated, admin, answerOf, CliStage } from './cli-stage.ts';

const REQUIRED = 'Quorum approval is required for this operation';
const INVALID_PAIR = 'Invalid username-signature pair for quorum authorization';
const GENERATE = 'quorum token-sign generate --service user --token t';
const CREATE = 'user create --username user1 --role crypto-user --password password';
const APPROVED = `${CREATE} --approval t`;

/** A cluster on which two approvals are needed, and admin has a key, too. */
async function quorumStage(plan: ClusterPlan = {}): Promise<CliStage> {
  const stage = new CliStage(activated({ mValues: { userManagement: 2, miscCo: 2 }, ...plan }));
  await stage.set('admin', 'quorum token-sign generate --service registration --token r');
  stage.signTokens('r', 'admin');
  await stage.set(
    'admin',
    'user change-quorum token-sign register --public-key admin.pub --signed-token r',
  );
  return stage;
}

describe('registration', () => {
  it('writes one entry, as the guide shows it, and takes the key that signed it', async () => {
    const stage = new CliStage();
    const answer = await stage.as(
      'admin',
      'quorum token-sign generate --service registration --token /a/r',
    );
    expect(answer).toEqual({ error_code: 0, data: { path: '/a/r' } });
    const file = stage.readJson('/a/r') as { tokens: Record<string, string>[] };
    expect(Object.keys(file)).toEqual(['version', 'tokens']);
    expect(file.tokens).toHaveLength(1);
    const [entry = {}] = file.tokens;
    expect(Object.keys(entry)).toEqual(['approval_data', 'unsigned', 'signed']);
    const data = Buffer.from(entry['approval_data'] ?? '', 'base64');
    expect(entry['unsigned']).toBe(createHash('sha256').update(data).digest('base64'));

    const register =
      'user change-quorum token-sign register --public-key admin.pub --signed-token /a/r';
    expect((await stage.as('admin', register)).data).toBe('InvalidQuorumSignature');
    stage.signTokens('/a/r', 'spare');
    expect((await stage.as('admin', register)).data).toBe('InvalidQuorumSignature');
    stage.signTokens('/a/r', 'admin');
    expect((await stage.as('admin', register)).data).toEqual({ username: 'admin', role: 'admin' });
    stage.signTokens('/a/r', 'admin2');
    const taken = register.replace('admin.pub', 'admin2.pub');
    expect((await stage.as('admin', taken)).data).toBe(
      'Public key is already registered by another user',
    );
  });

  it('is for crypto users as well', async () => {
    const stage = new CliStage();
    const cu = { role: 'crypto-user', pin: 'cu1:password' };
    await stage.run('quorum token-sign generate --service registration --token r', cu);
    stage.signTokens('r', 'cu1');
    const ran = await stage.run(
      'user change-quorum token-sign register --public-key cu1.pub --signed-token r',
      cu,
    );
    expect(answerOf(ran).data).toEqual({ username: 'cu1', role: 'crypto-user' });
  });

  it('takes no damaged file, no key that is none, and nobody who is not logged in', async () => {
    const stage = new CliStage();
    stage.files.write('damaged', '{ "version": "2.0", "tokens": [');
    stage.files.write(
      'mfa',
      JSON.stringify({ version: '2.0', tokens: [{ unsigned: 'AAAA', signed: '' }] }),
    );
    const before = stage.generations();
    const line = 'user change-quorum token-sign register';
    for (const [files, text] of [
      ['--public-key admin.pub --signed-token nowhere', 'Unable to read file nowhere'],
      ['--public-key admin.pub --signed-token damaged', 'Unable to parse token file damaged'],
      ['--public-key admin.pub --signed-token mfa', 'Unable to parse token file mfa'],
      ['--public-key damaged --signed-token damaged', 'Unable to parse public key file damaged'],
    ]) {
      const { printed } = await stage.interactive(`${line} ${files}`);
      expect(printed, files).toContain(`"data": "${text}"`);
    }
    expect(stage.generations()).toEqual(before);
    await stage.set('admin', 'quorum token-sign generate --service registration --token r');
    const { printed } = await stage.interactive(`${line} --public-key admin.pub --signed-token r`);
    expect(printed).toContain('"data": "User is not logged in"');
  });
});

describe('a quorum token', () => {
  it('is written as the guide has it, with a record of each HSM', async () => {
    const stage = await quorumStage();
    expect((await stage.as('admin', GENERATE)).data).toEqual({ path: 't' });
    const token = stage.readJson('t');
    expect(Object.keys(token)).toEqual([
      'version',
      'service',
      'approval_data',
      'token',
      'signatures',
    ]);
    expect(token).toMatchObject({ version: '2.0', service: 'user-management', signatures: [] });
    const data = Buffer.from(String(token['approval_data']), 'base64');
    expect(data).toHaveLength(3 * 80);
    expect(token['token']).toBe(createHash('sha256').update(data).digest('base64'));
    expect(Buffer.from(stage.files.read('t') ?? []).toString()).toBe(
      JSON.stringify(token, null, 2),
    );
  });

  it('lets one user be created with two approvals, and is spent', async () => {
    const stage = await quorumStage();
    expect((await stage.as('admin', CREATE)).data).toBe(REQUIRED);
    await stage.set('admin', GENERATE);
    expect(answerOf(await stage.run('quorum token-sign list'))).toEqual({
      error_code: 0,
      data: {
        tokens: [
          {
            username: 'admin',
            service: 'user',
            'approvals-required': 2,
            'number-of-approvals': 0,
            'token-timeout-seconds': 600,
            'cluster-coverage': 'full',
          },
        ],
      },
    });
    stage.approve('t', 'admin2', 'admin3');
    expect((await stage.as('admin', APPROVED)).data).toEqual({
      username: 'user1',
      role: 'crypto-user',
    });
    expect(answerOf(await stage.run('quorum token-sign list')).data).toEqual({ tokens: [] });
    const remove = 'user delete --username user1 --role crypto-user';
    expect((await stage.as('admin', remove)).data).toBe(REQUIRED);
    expect((await stage.as('admin', `${remove} --approval t`)).data).toBe(INVALID_PAIR);
  });

  it('is as good as it was after every refusal', async () => {
    const stage = await quorumStage();
    await stage.set('admin', GENERATE);
    const unsigned = stage.readJson('t');
    stage.approve('t', 'admin2', 'admin3');
    const signed = stage.readJson('t');
    const signatures = signed['signatures'] as Record<string, string>[];
    const [first = {}, second = {}] = signatures;
    const change = (members: object): void => stage.writeJson('bad', { ...signed, ...members });
    const bad: readonly (readonly [string, () => void])[] = [
      ['No token signatures provided', () => stage.writeJson('bad', unsigned)],
      [
        'Too few quorum approvals: currently 1 approvals, but 2 approvals required',
        () => change({ signatures: [first] }),
      ],
      [INVALID_PAIR, () => change({ signatures: [first, first] })],
      [INVALID_PAIR, () => change({ signatures: [first, { ...first, username: 'admin3' }] })],
      [INVALID_PAIR, () => change({ signatures: [first, { ...second, username: 'nobody' }] })],
      [
        INVALID_PAIR,
        () => change({ signatures: [first, { ...second, username: 'cu1', role: 'crypto-user' }] }),
      ],
      [INVALID_PAIR, () => change({ signatures: [first, { ...second, signature: 'AAAA' }] })],
      [
        'Unable to parse token file bad',
        () => change({ signatures: [first, { ...second, role: 'root' }] }),
      ],
      [
        'Unable to parse token file bad',
        () => change({ signatures: [first, { ...second, signature: '%' }] }),
      ],
      ['Unable to parse token file bad', () => change({ token: unsigned['approval_data'] })],
      ['Unable to parse token file bad', () => change({ approval_data: '' })],
      [
        'Unable to parse token file bad',
        () => stage.files.write('bad', 'Multi Token File Path = t;'),
      ],
      [
        'Unable to parse token file bad',
        () => stage.files.write('bad', `{"__proto__": {}, ${JSON.stringify(signed).slice(1)}`),
      ],
      ['Unable to parse token file bad', () => stage.files.write('bad', '[')],
      ['Unable to parse token file r', () => undefined],
      [
        'File huge is larger than 1048576 bytes',
        () => stage.files.write('huge', new Uint8Array((1 << 20) + 1)),
      ],
    ];
    for (const [text, write] of bad) {
      write();
      const [, file = 'bad'] = /file (r|huge|bad)$|^File (?:huge)/.exec(text) ?? [];
      const path = text.startsWith('File huge') ? 'huge' : file;
      expect((await stage.as('admin', `${CREATE} --approval ${path}`)).data, text).toBe(text);
      expect(stage.tokens()).toEqual([1, 1, 1]);
    }
    expect(stage.users().flat()).not.toContain('user1');
    expect((await stage.as('admin2', APPROVED)).data).toBe(INVALID_PAIR);
    expect((await stage.as('admin', APPROVED)).error_code).toBe(0);
  });

  it('is one for each service, and the first stays good', async () => {
    const stage = await quorumStage();
    await stage.set('admin', GENERATE, GENERATE.replace('user --token t', 'quorum --token q'));
    const before = stage.readJson('t');
    expect((await stage.as('admin', GENERATE)).data).toBe(
      'A quorum token is already active for this user and service',
    );
    expect(stage.readJson('t')).toEqual(before);
    stage.approve('q', 'admin', 'admin2');
    expect((await stage.as('admin', `${CREATE} --approval q`)).data).toBe(
      'Quorum token is not valid for this operation',
    );
    expect(
      (
        await stage.as(
          'admin',
          'quorum token-sign set-quorum-value --service user --value 3 --approval q',
        )
      ).data,
    ).toBe('Set quorum value successful');
    expect(answerOf(await stage.run('quorum token-sign list-quorum-values')).data).toEqual({
      user: 3,
      quorum: 2,
    });
    expect((await stage.as('admin', 'quorum token-sign delete --scope user')).data).toBe(
      'Deletion of quorum token(s) successful',
    );
    expect(stage.tokens()).toEqual([0, 0, 0]);
    await stage.set('admin', GENERATE);
    await stage.set('admin2', 'quorum token-sign delete --scope user');
    expect(stage.tokens()).toEqual([1, 1, 1]);
    await stage.set('admin2', 'quorum token-sign delete --scope all');
    expect(stage.tokens()).toEqual([0, 0, 0]);
  });

  it('expires, and another can be had then', async () => {
    const stage = await quorumStage();
    await stage.set('admin', GENERATE);
    stage.approve('t', 'admin2', 'admin3');
    stage.now += 601_000;
    expect((await stage.as('admin', APPROVED)).data).toBe('Quorum token has expired');
    await stage.set('admin', GENERATE);
    stage.approve('t', 'admin2', 'admin3');
    expect((await stage.as('admin', APPROVED)).error_code).toBe(0);
  });

  it('of a session at the prompt is for that session, and one of a command for the next commands', async () => {
    const stage = await quorumStage();
    const login = 'login --username admin --role admin --password password';
    const approve = (): string => {
      stage.approve('t', 'admin2', 'admin3');
      return APPROVED;
    };
    await stage.interactive(login, GENERATE);
    const later = await stage.interactive(login, approve);
    expect(later.printed).toMatch(/"error_code": 1/);
    await stage.set('admin', 'quorum token-sign delete --scope all');
    const { printed } = await stage.interactive(login, GENERATE, approve);
    expect(printed.match(/"error_code": 0/g)).toHaveLength(3);
    await stage.set('admin', GENERATE);
    stage.approve('t', 'admin2', 'admin3');
    const foreign = await stage.interactive(login, `${APPROVED.replace('user1', 'user2')}`);
    expect(foreign.printed).toContain(INVALID_PAIR);
    expect((await stage.as('admin', APPROVED.replace('user1', 'user2'))).error_code).toBe(0);
  });

  it('is spent on no HSM where one cannot be reached, or the first refuses', async () => {
    const stage = await quorumStage();
    await stage.set('admin', GENERATE);
    stage.approve('t', 'admin2', 'admin3');
    const login = 'login --username admin --role admin --password password';
    for (const [fault, text] of [
      ['drop server=2', 'Unable to connect to HSM 10.0.3.11'],
      ['server=0 command=createUser error=RET_MAX_USERS', 'Maximum number of users reached'],
    ]) {
      // A single command would log in on every HSM first.
      const cli = stage.interactive(login, () => {
        stage.fail(fault ?? '');
        return APPROVED;
      });
      expect((await cli).printed).toContain(`"data": "${text}"`);
      stage.fail();
      expect(stage.users().flat()).not.toContain('user1');
    }
    expect(stage.tokens()).toEqual([1, 1, 1]);
  });

  it('deletes a user that only some HSMs have', async () => {
    const stage = new CliStage();
    stage.fail('server=0 command=createUser error=RET_MAX_USERS');
    expect((await stage.as('admin', CREATE)).data).toBe('User create failed on 1 of 3 connections');
    stage.fail();
    await stage.set(
      'admin',
      'quorum token-sign set-quorum-value --service user --value 2',
      GENERATE,
    );
    stage.approve('t', 'admin2', 'admin3');
    const remove = 'user delete --username user1 --role crypto-user --approval t';
    const other = remove.replace('user1', 'nobody');
    expect((await stage.as('admin', other)).data).toBe('Specified user does not exist');
    expect((await stage.as('admin', remove)).data).toBe('User delete failed on 1 of 3 connections');
    expect(stage.users().flat()).not.toContain('user1');
    expect(stage.tokens()).toEqual([1, 0, 0]);
  });

  it('is taken back from every HSM where one gives none, or it cannot be written', async () => {
    const stage = await quorumStage();
    stage.fail('server=2 command=getToken error=RET_MAX_TOKENS');
    expect((await stage.as('admin', GENERATE)).data).toBe(
      'Maximum number of quorum tokens reached',
    );
    expect(stage.tokens()).toEqual([0, 0, 0]);
    stage.fail();
    expect((await stage.as('admin', GENERATE.replace('--token t', '--token '))).data).toBe(
      'Unable to write file ',
    );
    expect(stage.tokens()).toEqual([0, 0, 0]);
    expect(stage.files.read('t')).toBeUndefined();
    const full = (): never => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const { empty } = stage.files;
    Object.assign(stage.files, {
      empty: (...args: Parameters<typeof empty>) =>
        empty(...args) && { write: full, close: () => undefined },
    });
    expect((await stage.as('admin', GENERATE)).data).toBe('Unable to write file t');
    expect(stage.tokens()).toEqual([0, 0, 0]);
  });

  it('is not to be had while nothing needs one', async () => {
    const stage = new CliStage();
    expect((await stage.as('admin', GENERATE)).data).toBe(
      'Quorum is not enabled for the specified service',
    );
    expect(
      (await stage.as('admin', 'quorum token-sign generate --service cluster --token t')).data,
    ).toBe('Specified quorum service is not supported by this cluster');
  });
});

describe('quorum values', () => {
  const set = (service: string, value: number): string =>
    `quorum token-sign set-quorum-value --service ${service} --value ${value}`;

  it('are set the first time without a token, from 2 to the number of admins', async () => {
    const stage = new CliStage();
    for (const value of [0, 1, 4, 9, 4_294_967_295]) {
      expect((await stage.as('admin', set('user', value))).data).toBe(
        'Invalid quorum value provided.',
      );
    }
    expect((await stage.as('admin', set('user', 3))).data).toBe('Set quorum value successful');
    expect((await stage.as('admin', set('user', 2))).data).toBe(REQUIRED);
    expect((await stage.as('admin', set('quorum', 2))).data).toBe('Set quorum value successful');
    expect((await stage.as('admin', set('quorum', 3))).data).toBe(REQUIRED);
    const cu = { role: 'crypto-user', pin: 'cu1:password' };
    expect(answerOf(await stage.run(set('quorum', 3), cu)).data).toBe(
      'User does not have permission to perform this operation',
    );
    expect((await stage.run(`${set('user', 2)}x`)).exit).toBe(2);
  });

  it('are three on hsm2m', async () => {
    const stage = new CliStage(activated({ type: 'hsm2m' }));
    await stage.set('admin', set('cluster', 2));
    expect(answerOf(await stage.run('quorum token-sign list-quorum-values')).data).toEqual({
      user: 1,
      quorum: 1,
      cluster: 2,
    });
  });
});

describe('an edition', () => {
  it('of 2023 has timeouts, names no service, and lists tokens to users alone', async () => {
    const stage = await quorumStage({ sdk5: { edition: '2023' } });
    expect(answerOf(await stage.run('quorum token-sign list-timeouts')).data).toEqual({
      generated: 600,
      approved: 600,
    });
    expect((await stage.as('admin', 'quorum token-sign set-timeout --generated 60')).data).toBe(
      'Set token timeout successful',
    );
    expect((await stage.as('admin', 'quorum token-sign set-timeout --approved 0')).data).toBe(
      'Invalid timeout provided: 1 to 86400 seconds are allowed',
    );
    await stage.set('admin', GENERATE);
    expect(Object.keys(stage.readJson('t'))).toEqual([
      'version',
      'approval_data',
      'token',
      'signatures',
    ]);
    stage.approve('t', 'admin2', 'admin3');
    await stage.set('admin', APPROVED);
    expect((await stage.as('admin', APPROVED.replace('user1', 'user2'))).data).toBe(REQUIRED);
    expect((await stage.interactive('quorum token-sign list')).printed).toContain(
      'User is not logged in',
    );
    const cu = { role: 'crypto-user', pin: 'cu1:password' };
    expect(answerOf(await stage.run('quorum token-sign list', cu)).data).toEqual({ tokens: [] });
    expect((await new CliStage().run('quorum token-sign list-timeouts')).exit).toBe(2);
  });

  it('has the other of the two texts', async () => {
    const stage = await quorumStage({
      sdk5: { tokenPath: 'filepath', valueSet: 'capitals', numbers: 'objects' },
    });
    expect((await stage.as('admin', GENERATE)).data).toEqual({ filepath: 't' });
    expect(answerOf(await stage.run('quorum token-sign list', admin('x'))).data.tokens[0]).toEqual({
      username: 'admin',
      service: 'user',
      'approvals-required': { value: 2 },
      'number-of-approvals': { value: 0 },
      'token-timeout-seconds': { value: 600 },
      'cluster-coverage': 'full',
    });
    await stage.set('admin', GENERATE.replace('user --token t', 'quorum --token q'));
    stage.approve('q', 'admin', 'admin2');
    expect(
      (
        await stage.as(
          'admin',
          'quorum token-sign set-quorum-value --service quorum --value 3 --approval q',
        )
      ).data,
    ).toBe('Set Quorum Value successful');
  });
});
