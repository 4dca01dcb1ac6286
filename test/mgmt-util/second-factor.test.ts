/**
 * Second factors of the classic console (`-2fa FILE`): the file that is written, signed elsewhere and read again, and
 * who gets in with it. Signatures are by node:crypto alone.
 * Source: AWS CloudHSM user guide, "Managing 2FA" 2022 to 2023, "Create users with 2FA enabled".
 */
import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { FlavourName } from '../../src/hsm/flavours.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { authDataFile, signDigest } from '../support/sdk5-files.ts';
import { type AuthData, keyOf, SecondFactorStage } from './second-factor-stage.ts';

const CREATE = 'createUser CO fresh password -2fa auth';
const CHANGE = 'changePswd CO officer2 password -2fa auth';
const LOG_IN = 'loginHSM CO officer2 password -2fa auth';
const PLAIN_LOG_IN = 'loginHSM CO officer2 password';
const IN = 'loginHSM success on server 0(10.0.2.14)\nloginHSM success on server 1(10.0.1.4)\n';
const REFUSED = [0, 1]
  .map((server) => {
    const place = server === 0 ? '0(10.0.2.14)' : '1(10.0.1.4)';
    return `loginHSM failed: HSM Error: RET_USER_LOGIN_FAILURE\nloginHSM failed on server ${place}\n`;
  })
  .join('');
const REQUEST = [
  'Authentication data written to: "auth"',
  'Generate Base64-encoded signatures for SHA256 digests in the authentication data',
  'file. To generate the signatures, use the RSA private key, which is the second factor of',
  'authentication for this user. Paste the signatures and the corresponding public key',
  'into the authentication data file and provide the file path below.',
  'Leave this field blank to use the path initially provided.',
  'Enter filename:\n',
].join('\n');
const WITH_BOTH = { hasQuorumKey: true, twoFactor: true };
const WITHOUT = { hasQuorumKey: false, twoFactor: false };

describe('createUser -2fa', () => {
  it('writes a digest for each HSM, asks, reads, and makes the user with its key', async () => {
    const stage = new SecondFactorStage();
    let asked: AuthData | undefined;
    const printed = await stage.asOfficer(CREATE, 'y', () => {
      asked = stage.read();
      return stage.sign('officer2');
    });
    expect(printed.split('\n\nDo you want to continue(y/n)?')[1]).toBe(
      `Creating User fresh(CO) on 2 nodes\n${REQUEST}` +
        'createUser success on server 0(10.0.2.14)\ncreateUser success on server 1(10.0.1.4)\n',
    );
    const digests = (asked?.Data ?? []).map(({ Digest }) => Buffer.from(Digest, 'base64'));
    expect(asked).toEqual(
      JSON.parse(authDataFile(...digests).toString(), (key, value) =>
        key === 'HsmId' ? expect.stringMatching(/^hsm-[0-9a-z]{11}$/) : value,
      ),
    );
    expect(new Set(digests.map((digest) => digest.toString('hex'))).size).toBe(2);
    expect(await stage.usersNamed('fresh')).toMatchObject([WITH_BOTH, WITH_BOTH]);
  });

  it('lays the request out as the guide shows the file', async () => {
    const stage = new SecondFactorStage();
    await stage.asOfficer(CREATE, 'y');
    const text = new TextDecoder().decode(stage.files.read('auth'));
    const digests = stage.read().Data.map(({ Digest }) => Buffer.from(Digest, 'base64'));
    const named = (json: string) => json.replaceAll(/hsm-[0-9a-z]{11}/g, 'hsm-');
    expect(named(text)).toBe(named(authDataFile(...digests).toString()));
  });

  it('takes the signed file from another path', async () => {
    const stage = new SecondFactorStage();
    await stage.asOfficer(CREATE, 'y', () => stage.sign('officer2', undefined, 'signed'));
    expect(await stage.usersNamed('fresh')).toMatchObject([WITH_BOTH, WITH_BOTH]);
  });

  it('takes entries in any order, by what was signed', async () => {
    const stage = new SecondFactorStage();
    await stage.asOfficer(CREATE, 'y', () =>
      stage.sign('officer2', (data) => {
        data.Data.reverse();
        data.Data.unshift({ HsmId: 'another', Digest: Buffer.alloc(32).toString('base64') });
      }),
    );
    expect(await stage.usersNamed('fresh')).toMatchObject([WITH_BOTH, WITH_BOTH]);
  });

  it.each<[string, (data: AuthData) => void, string, string]>([
    [
      'fewer signatures than servers',
      ({ Data }) => Data.pop(),
      'nothing in it is what server 1(10.0.1.4) wants signed',
      'authdata-of-another',
    ],
    [
      'an entry that is not signed',
      ({ Data }) => delete Data[1]?.Signature,
      'no signature in base64 for server 1(10.0.1.4)',
      'authdata-unsigned',
    ],
    [
      'a signature that is no base64',
      ({ Data }) => Object.assign(Data[1] ?? {}, { Signature: 'hello there!' }),
      'no signature in base64 for server 1(10.0.1.4)',
      'authdata-unsigned',
    ],
    ['no public key', (data) => delete data.PublicKey, 'no PublicKey', 'authdata-without-key'],
    [
      'another version',
      (data) => Object.assign(data, { Version: '9' }),
      'it is no sound file of the newer command line',
      'authdata-not-read',
    ],
  ])('asks no server with %s', async (_name, change, said, code) => {
    const stage = new SecondFactorStage();
    const printed = await stage.asOfficer(CREATE, 'y', () => stage.sign('officer2', change));
    expect(printed.split('Enter filename:\n')[1]).toContain(`failed to read auth: ${said}`);
    expect(stage.cluster.readUnsent().at(-1)).toMatchObject({
      command: 'createUser',
      reason: { code, path: 'auth' },
    });
    expect(await stage.usersNamed('fresh')).toEqual([undefined, undefined]);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['no JSON', 'hello', 'it is no sound file of the newer command line'],
    ['nothing', '', 'it is no sound file of the newer command line'],
    ['a JSON of its own', '{"Data":{"__proto__":[]}}', 'it is no sound file'],
    [
      'the log-in of the newer command line',
      JSON.stringify({
        version: '2.0',
        tokens: [{ unsigned: Buffer.alloc(32).toString('base64'), signed: '' }],
      }),
      'it is a log-in file of the newer command line',
    ],
    ['more than a megabyte', new Uint8Array(2 ** 20 + 1), 'larger than 1048576 bytes'],
  ])('says so of a signed file that is %s', async (_name, content, said) => {
    const stage = new SecondFactorStage();
    const printed = await stage.asOfficer(CREATE, 'y', () => {
      stage.files.write('signed', content);
      return 'signed';
    });
    expect(printed.split('Enter filename:\n')[1]).toMatch(`failed to read signed: ${said}`);
    expect(await stage.usersNamed('fresh')).toEqual([undefined, undefined]);
  });

  it('says so of a public key that is none, and of one that is too small', async () => {
    for (const PublicKey of ['-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n', 'x']) {
      const stage = new SecondFactorStage();
      const printed = await stage.asOfficer(CREATE, 'y', () =>
        stage.sign('officer2', (data) => Object.assign(data, { PublicKey })),
      );
      expect(printed.split('Enter filename:\n')[1]).toMatch(/^createUser failed: /);
      expect(stage.cluster.readUnsent().at(-1)?.reason.code).toBe('key-not-opened');
    }
  });

  it('is called off by the end of input, without a word to any server', async () => {
    const stage = new SecondFactorStage();
    expect(await stage.asOfficer(CREATE, 'y')).toMatch(/Enter filename:\n?$/);
    expect(await stage.asOfficer(CREATE, 'n')).not.toContain('Enter filename:');
    expect(await stage.usersNamed('fresh')).toEqual([undefined, undefined]);
  });

  it('retries, ignores or aborts where a server gives nothing to sign', async () => {
    const stage = new SecondFactorStage();
    stage.fail('server=0 command=getChallenge times=1 error=RET_MXN_AUTH_FAILED');
    const retried = await stage.asOfficer(CREATE, 'y', 'R', () => stage.sign('officer2'));
    expect(retried).toContain(
      'createUser failed: RET_MXN_AUTH_FAILED\ncreating user on server 0(10.0.2.14) failed\n\n' +
        'Retry/Ignore/Abort?(R/I/A):Authentication data',
    );
    expect(await stage.usersNamed('fresh')).toMatchObject([WITH_BOTH, WITH_BOTH]);

    stage.fail('server=0 command=getChallenge error=RET_FAULT');
    const other = CREATE.replace('fresh', 'other');
    await stage.asOfficer(other, 'y', 'I', () => stage.sign('officer3'));
    expect(stage.read().Data).toHaveLength(1);
    expect(await stage.usersNamed('other')).toMatchObject([undefined, WITH_BOTH]);

    const third = await stage.asOfficer(CREATE.replace('fresh', 'third'), 'y', 'A');
    expect(third).not.toContain('Authentication data');
    stage.fail('command=getChallenge error=RET_FAULT');
    const none = await stage.asOfficer(CREATE.replace('fresh', 'third'), 'y', 'I', 'I');
    expect(none).not.toContain('Authentication data');
    expect(await stage.usersNamed('third')).toEqual([undefined, undefined]);
  });

  it('retries, ignores or aborts where a server refuses, with the signatures that are there', async () => {
    const stage = new SecondFactorStage();
    stage.fail('server=1 command=createUser times=1 error=RET_FAULT');
    const printed = await stage.asOfficer(CREATE, 'y', () => stage.sign('officer2'), 'R');
    expect(printed.split('Enter filename:\n')[1]).toBe(
      'createUser success on server 0(10.0.2.14)\ncreateUser failed: RET_FAULT\n' +
        'creating user on server 1(10.0.1.4) failed\n\nRetry/Ignore/Abort?(R/I/A):' +
        'createUser success on server 1(10.0.1.4)\n',
    );
    expect(await stage.usersNamed('fresh')).toMatchObject([WITH_BOTH, WITH_BOTH]);
  });

  it('is for officers alone', async () => {
    const stage = new SecondFactorStage();
    const line = 'createUser CU fresh password -2fa auth';
    const printed = await stage.asOfficer(line, 'y', () => stage.sign('officer2'), 'A');
    expect(printed).toContain('createUser failed: invalid user type\n');
    expect(stage.reasons()[0]).toBe('second-factor-not-officer');
    expect(await stage.usersNamed('fresh')).toEqual([undefined, undefined]);
  });

  it('puts the file where a token would be put, and nowhere else', async () => {
    const stage = new SecondFactorStage();
    stage.files.write('auth', keyOf('officer2').privatePem);
    expect(await stage.asOfficer(CREATE, 'y')).toContain('failed to open auth\n');
    expect(stage.cluster.readUnsent().at(-1)?.reason).toEqual({
      code: 'file-not-emptied',
      path: 'auth',
    });
    expect(new TextDecoder().decode(stage.files.read('auth'))).toContain('PRIVATE KEY');
  });

  it('asks for one file, and for the password where it is hidden', async () => {
    const stage = new SecondFactorStage();
    const syntax =
      'Syntax: createUser <user-type> <user-name> <password | -hpswd> [-2fa <authdata>]\n';
    expect(await stage.asOfficer('createUser CO fresh password -2fa')).toBe(syntax);
    expect(await stage.asOfficer(`${CREATE} more`)).toBe(syntax);
    const hidden = CREATE.replace('password', '-hpswd');
    await stage.asOfficer(hidden, 'password', 'y', () => stage.sign('officer2'));
    expect(await stage.usersNamed('fresh')).toMatchObject([WITH_BOTH, WITH_BOTH]);
  });
});

describe('loginHSM -2fa', () => {
  it('lets in who signs, and nobody with the password alone', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    expect(await stage.usersNamed('officer2')).toMatchObject([WITH_BOTH, WITH_BOTH]);
    expect(await stage.alone(PLAIN_LOG_IN)).toBe(REFUSED);
    expect(stage.reasons()).toEqual(['second-factor-missing', 'second-factor-missing']);
    expect(await stage.usersNamed('officer2')).toMatchObject([
      { loginFailures: 0 },
      { loginFailures: 0 },
    ]);
    expect(
      await stage.alone(LOG_IN, () => stage.sign('officer2', (data) => delete data.PublicKey)),
    ).toBe(`${REQUEST}${IN}`);
  });

  it('asks whoever has no second factor, too, and ignores the answer', async () => {
    const stage = new SecondFactorStage();
    const answers = ['', 'nowhere', () => stage.sign('officer3')];
    for (const answer of answers) {
      expect(await stage.alone(LOG_IN, answer)).toBe(`${REQUEST}${IN}`);
    }
    expect(stage.cluster.readUnsent()).toEqual([]);
    expect(await stage.alone('loginHSM CU app password -2fa auth', '')).toContain(IN);
    expect(await stage.alone('loginHSM CO nobody password -2fa auth', '')).toContain(
      "loginHSM failed: HSM Error: user isn't initialized or user with this name doesn't exist\n",
    );
  });

  it('says what was wrong with the file to whoever is refused', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    const unsigned = await stage.alone(LOG_IN, '');
    expect(unsigned.split('Enter filename:\n')[1]).toBe(
      `${REFUSED}failed to read auth: no signature in base64 for server 0(10.0.2.14)\n` +
        'failed to read auth: no signature in base64 for server 1(10.0.1.4)\n',
    );
    const nowhere = await stage.alone(LOG_IN, 'nowhere');
    expect(nowhere.split('Enter filename:\n')[1]).toBe(`${REFUSED}failed to open nowhere\n`);
    expect(stage.cluster.readUnsent().map(({ reason }) => reason.code)).toEqual([
      'authdata-unsigned',
      'authdata-unsigned',
      'file-not-opened',
    ]);
  });

  it('counts a wrong signature as a wrong password, and so locks', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    for (let failures = 1; failures <= 6; failures++) {
      expect(await stage.alone(LOG_IN, () => stage.sign('officer3'))).toContain(REFUSED);
      expect(await stage.usersNamed('officer2')).toMatchObject([
        { loginFailures: failures },
        { loginFailures: failures },
      ]);
    }
    expect(await stage.alone(LOG_IN, () => stage.sign('officer2'))).toContain(REFUSED);
    expect(stage.reasons()).toEqual(['user-locked', 'user-locked']);
    // Whoever has lost the key is let in again by another officer, without a second factor.
    await stage.asOfficer('changePswd CO officer2 password', 'y');
    expect(await stage.usersNamed('officer2')).toMatchObject([WITHOUT, WITHOUT]);
    expect(await stage.alone(PLAIN_LOG_IN)).toBe(IN);
  });

  it('is a log-in on the servers that gave something to sign', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    stage.fail('server=0 command=getChallenge error=RET_FAULT');
    const printed = await stage.alone(LOG_IN, () => stage.sign('officer2'));
    expect(printed).toBe(
      `loginHSM failed: RET_FAULT\nloginHSM failed on server 0(10.0.2.14)\n${REQUEST}` +
        'loginHSM success on server 1(10.0.1.4)\n',
    );
  });

  it('takes the place of another log-in on every server or on none', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    const console = stage.begin([() => stage.sign('officer2'), () => stage.sign('officer2')]);
    await console.execute('loginHSM CO officer1 password');
    stage.fail('server=0 command=getChallenge error=RET_FAULT');
    expect(await stage.run(console, LOG_IN)).toContain('rollBack success on server 1(10.0.1.4)\n');
    expect(await stage.run(console, 'info server 1')).toContain('officer1');
    stage.fail();
    expect(await stage.run(console, LOG_IN)).toContain(IN);
    await console.close();
  });
});

it('is asked for on a terminal, too, and kept out of the history', async () => {
  const stage = new SecondFactorStage();
  await stage.enrol('officer2');
  let printed = '';
  const typed = (async function* () {
    yield `${LOG_IN}\r`;
    // A terminal is read ahead, for Ctrl-C.
    while (!printed.includes('Enter filename:')) await new Promise(setImmediate);
    stage.sign('officer2');
    yield '\r';
    yield '\u001b[A\r';
    yield 'quit\r';
  })();
  const modes: boolean[] = [];
  await new Console({
    cluster: stage.cluster,
    input: typed,
    output: { write: (text) => (printed += text) },
    terminal: { setRawMode: (on) => modes.push(on) },
    files: stage.files,
  }).run();
  expect(printed).toContain(`${REQUEST}${IN}aws-cloudhsm>\naws-cloudhsm>quit\n`);
  expect(modes.at(-1)).toBe(false);
});

describe('changePswd', () => {
  it('adds a second factor, changes it, and takes it away where it is left out', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    await stage.enrol('officer2', 'spare');
    expect(await stage.alone(LOG_IN, () => stage.sign('officer2'))).toContain(REFUSED);
    expect(await stage.alone(LOG_IN, () => stage.sign('spare'))).toContain(IN);
    const console = stage.begin([() => stage.sign('spare'), 'y']);
    await console.execute(LOG_IN);
    await console.execute('changePswd CO officer2 password2');
    await console.close();
    expect(await stage.usersNamed('officer2')).toMatchObject([WITHOUT, WITHOUT]);
    expect(await stage.alone('loginHSM CO officer2 password2')).toBe(IN);
  });

  it('refuses a key that another officer has', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer3');
    const printed = await stage.asOfficer(CHANGE, 'y', () => stage.sign('officer3'), 'A');
    expect(printed).toContain('changePswd failed: RET_KEY_REFUSED\n');
    expect(stage.reasons()[0]).toBe('key-taken');
    expect(await stage.usersNamed('officer2')).toMatchObject([WITHOUT, WITHOUT]);
  });

  it('registers a key that approves as one of registerQuorumPubKey does', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    await stage.enrol('officer3');
    await stage.asOfficer('setMValue 3 2', 'y');
    const console = stage.begin(['y', 'y']);
    await console.execute('loginHSM CO officer1 password');
    await console.execute('getToken 3 officer1 token');
    const token = stage.files.read('token') ?? new Uint8Array();
    const lines = ['officer2', 'officer3'].map((name) => {
      stage.files.write(`${name}.sig`, sign('sha256', token, keyOf(name).privateKey));
      return `Approver Type = 2;\nApprover Name = ${name};\nApproval File = ${name}.sig;\n`;
    });
    const head = 'Multi Token File Path = token;\nToken File Path = ;\nNumber of Approvals = 2;\n';
    stage.files.write('approval', head + lines.join(''));
    expect(await stage.run(console, 'approveToken approval')).toContain('approveToken success');
    expect(await stage.run(console, 'createUser CU fresh password')).toContain(
      'createUser success on server 1(10.0.1.4)\n',
    );
    await console.close();
  });
});

describe('an attack', () => {
  it('with the signature of another officer', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    await stage.enrol('officer3');
    expect(await stage.alone(LOG_IN, () => stage.sign('officer3'))).toContain(REFUSED);
    expect(stage.reasons()).toEqual(['second-factor-wrong', 'second-factor-wrong']);
  });

  it('with the public key of one and the signatures of another', async () => {
    const stage = new SecondFactorStage();
    const printed = await stage.asOfficer(
      CHANGE,
      'y',
      () =>
        stage.sign('spare', (data) =>
          Object.assign(data, { PublicKey: keyOf('officer2').publicPem }),
        ),
      'A',
    );
    expect(printed).toContain('changePswd failed: RET_KEY_REFUSED\n');
    expect(stage.reasons()[0]).toBe('registration-signature-wrong');
    expect(await stage.usersNamed('officer2')).toMatchObject([WITHOUT, WITHOUT]);
  });

  it('with a file that was signed for another time', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    await stage.alone(LOG_IN, () => stage.sign('officer2', undefined, 'old'));
    const printed = await stage.alone(LOG_IN, 'old');
    expect(printed).toContain(REFUSED);
    expect(printed).toContain('failed to read old: nothing in it is what server 0(10.0.2.14)');
    // Its old digests under what is asked now, too.
    const mixed = await stage.alone(LOG_IN, () => {
      const old = stage.read('old');
      const now = stage.read();
      for (const [at, entry] of now.Data.entries()) entry.Signature = old.Data[at]?.Signature ?? '';
      stage.write(now);
      return '';
    });
    expect(mixed).toContain(REFUSED);
    expect(stage.reasons()).toEqual(['second-factor-wrong', 'second-factor-wrong']);
  });

  it('with the signatures of two servers exchanged', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    const printed = await stage.alone(LOG_IN, () =>
      stage.sign('officer2', ({ Data }) => {
        const [first, second] = Data;
        if (first === undefined || second === undefined) throw new Error('two servers');
        [first.Signature, second.Signature] = [second.Signature ?? '', first.Signature ?? ''];
      }),
    );
    expect(printed).toContain(REFUSED);
  });

  it('with what was signed for a log-in, where a key is registered', async () => {
    const stage = new SecondFactorStage();
    await stage.enrol('officer2');
    // An officer is made to sign a log-in of officer2; the signatures are then handed in for a new key.
    const console = stage.begin([
      () => stage.sign('officer2', undefined, 'for-log-in') && undefined,
    ]);
    await console.execute(LOG_IN);
    await console.close();
    const taken = stage.read('for-log-in');
    const printed = await stage.asOfficer(CHANGE, 'y', () => {
      stage.write({ ...taken, PublicKey: keyOf('officer2').publicPem });
      return '';
    });
    expect(printed).toContain('failed to read auth: nothing in it is what server 0(10.0.2.14)');
    for (const hsm of stage.cluster.hsms) {
      const session = await hsm.execute({
        op: 'login',
        type: 'CO',
        name: 'officer1',
        password: 'password',
      });
      const asked = await hsm.execute({
        op: 'getChallenge',
        purpose: 'login',
        type: 'CO',
        name: 'officer3',
      });
      if (!session.ok || !asked.ok) throw new Error('officer1 gets in');
      const { privateKey, spki } = keyOf('officer3');
      const signature = signDigest(asked.digest, privateKey);
      const reply = await hsm.execute({
        op: 'changePswd',
        session: session.session,
        type: 'CO',
        name: 'officer3',
        password: 'password',
        secondFactor: { publicKey: spki, signature },
      });
      expect(reply).toMatchObject({ ok: false, reason: { code: 'challenge-missing' } });
    }
  });
});

describe.each<FlavourName>(['classic', 'aws-2022', 'azure'])('%s', (flavour) => {
  it('has it', async () => {
    const stage = new SecondFactorStage(flavour);
    await stage.asOfficer(CREATE, 'y', () => stage.sign('officer2'));
    expect(await stage.usersNamed('fresh')).toMatchObject([WITH_BOTH, WITH_BOTH]);
    const printed = await stage.alone('loginHSM CO fresh password -2fa auth', () =>
      stage.sign('officer2'),
    );
    expect(printed.endsWith(`${flavour === 'aws-2022' ? '\n' : ''}${IN}`)).toBe(true);
  });
});
