/**
 * The quorum chapter through the console as a class, over a cluster in memory; officers sign with
 * node:crypto, which is OpenSSL.
 */
import { sign } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { takeKey } from '../support/keys.ts';
import { piecesOf } from './run-console.ts';

const OFFICERS = ['officer1', 'officer2', 'officer3'] as const;
const DOCUMENTED = fileURLToPath(new URL('../golden/approval-file.txt', import.meta.url));
const PASS_PHRASE = 'correct horse';

let folder: string;
let cluster: Cluster;
let printed: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-chapter-'));
  for (const officer of OFFICERS) {
    writeFileSync(join(folder, `${officer}.key`), takeKey(officer).privatePem);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  printed = '';
  cluster = createMemoryCluster({
    adminPassword: 'password',
    users: OFFICERS.map((name) => ({ type: 'CO', name, password: 'password' }) as const),
  });
});

function open(input = ''): Console {
  return new Console({
    cluster,
    input: piecesOf(input),
    output: { write: (text) => (printed += text) },
    directory: folder,
  });
}

/** Runs commands as one user; `answers` is piped in. @returns how each came out */
async function runAs(
  user: string,
  answers: string,
  ...commands: readonly string[]
): Promise<readonly string[]> {
  const console = open(answers);
  const outcomes: string[] = [];
  try {
    for (const command of [`loginHSM ${user}`, ...commands]) {
      outcomes.push(await console.execute(command));
    }
  } finally {
    await console.close();
  }
  return outcomes.slice(1);
}

const OFFICER1 = 'CO officer1 password';

async function registerAll(): Promise<void> {
  for (const officer of OFFICERS) {
    const command = `registerMofnPubKey CO any_string ${officer} ${officer}.key`;
    expect(await runAs(`CO ${officer} password`, 'y\n', command)).toEqual(['done']);
  }
}

function signToken(officer: string, file: string): void {
  const key = takeKey(officer).privateKey;
  writeFileSync(
    join(folder, file),
    sign('sha256', readFileSync(join(folder, 'officer1.token')), key),
  );
}

function approvers(names: readonly string[]): string {
  return names
    .map(
      (name, at) =>
        `Approver Type = 2;\nApprover Name = ${name};\nApproval File = officer1.token.sig${at + 1};\n`,
    )
    .join('');
}

async function approve(write: () => void): Promise<readonly string[]> {
  await runAs(OFFICER1, '', 'getToken 3 officer1 officer1.token');
  for (const [at, officer] of OFFICERS.entries()) signToken(officer, `officer1.token.sig${at + 1}`);
  write();
  return runAs(OFFICER1, '', 'approveToken approval.txt');
}

function documentedFile(): void {
  copyFileSync(DOCUMENTED, join(folder, 'approval.txt'));
}

describe('with M of service 3 at 2', () => {
  beforeEach(async () => {
    await registerAll();
    await runAs(OFFICER1, 'y\n', 'setMValue 3 2');
    await runAs('CO admin password', '', 'listUsers');
  });

  it.each([
    ['the documented file, comments and all', documentedFile],
    [
      'a file that names the single token too',
      () =>
        writeFileSync(
          join(folder, 'approval.txt'),
          readFileSync(DOCUMENTED, 'latin1').replace(
            'Token File Path = ;',
            'Token File Path = officer1.token;',
          ),
        ),
    ],
    [
      'more approvals than M',
      () =>
        writeFileSync(
          join(folder, 'approval.txt'),
          `Multi Token File Path = officer1.token;\nToken File Path = ;\nNumber of Approvals = 3;\n${approvers(OFFICERS)}`,
        ),
    ],
  ])('%s lets one operation through', async (_name, write) => {
    expect(await approve(write)).toEqual(['done']);
    const outcomes = await runAs(
      OFFICER1,
      'y\ny\nA\n',
      'createUser CU bob password',
      'createUser CU eve password',
    );
    expect(outcomes).toEqual(['done', 'refused']);
  });

  it.each([
    ['createUser CU eve password', 'y\n', 'y\nA\n'],
    ['deleteUser CO officer3', '', 'I\nI\n'],
    ['changePswd CO officer3 password2', 'y\n', 'y\nA\n'],
  ])('%s is refused without a token and goes through with one', async (command, yes, no) => {
    expect(await runAs(OFFICER1, no, command)).toEqual(['refused']);
    expect(printed).toContain('RET_MXN_AUTH_FAILED');
    expect(await approve(documentedFile)).toEqual(['done']);
    expect(await runAs(OFFICER1, yes, command)).toEqual(['done']);
  });

  it('the own password needs no token', async () => {
    expect(await runAs(OFFICER1, 'y\n', 'changePswd CO officer1 password2')).toEqual(['done']);
    expect(await runAs('CO officer1 password2', '', 'listTokens')).toEqual(['done']);
  });

  it('one signature too few lists as such, and lets nothing through', async () => {
    await approve(() =>
      writeFileSync(
        join(folder, 'approval.txt'),
        `Multi Token File Path = officer1.token;\nToken File Path = ;\nNumber of Approvals = 1;\n${approvers(['officer1'])}`,
      ),
    );
    printed = '';
    expect(await runAs(OFFICER1, 'y\nA\n', 'listTokens', 'createUser CU eve password')).toEqual([
      'done',
      'refused',
    ]);
    expect(printed).toContain(
      'Current num of approvals : 1\nApprover-0: officer1\nNum of tokens = 1\n',
    );
  });

  it('a token is gone after delToken', async () => {
    await approve(documentedFile);
    printed = '';
    const commands = ['delToken officer1.token', 'listTokens', 'createUser CU eve password'];
    expect(await runAs(OFFICER1, 'y\nA\n', ...commands)).toEqual(['done', 'done', 'refused']);
    expect(printed).toContain('delToken success on server 1(10.0.1.4)\n');
    expect(printed).toContain('Num of tokens = 0\n');
  });
});

describe('registration', () => {
  const REGISTER = 'registerMofnPubKey CO any_string officer1 locked.key';

  beforeAll(() => {
    const pem = takeKey('officer1').privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: PASS_PHRASE,
    });
    writeFileSync(join(folder, 'locked.key'), pem);
  });

  it('asks for the pass phrase of a locked key', async () => {
    expect(await runAs(OFFICER1, `y\n${PASS_PHRASE}\n`, REGISTER)).toEqual(['done']);
    expect(printed).toContain(
      '(y/n)?Enter PEM pass phrase:\nregisterMofnPubKey success on server 0(10.0.2.14)\n',
    );
  });

  it('fails at a wrong one, and is called off where input ends', async () => {
    expect(await runAs(OFFICER1, 'y\nwrong\n', REGISTER)).toEqual(['refused']);
    expect(printed).toContain('registerMofnPubKey failed: ');
    printed = '';
    expect(await runAs(OFFICER1, 'y\n', REGISTER)).toEqual(['refused']);
    expect(printed).not.toContain('failed:');
    expect(await runAs(OFFICER1, '', 'listUsers')).toEqual(['done']);
    expect(printed).not.toContain('YES');
  });

  it.each([
    ['no file', 'none.key', 'failed to open none.key'],
    ['no key', 'token', 'registerMofnPubKey failed: '],
    ['a folder', '..', 'failed to open ..'],
  ])('says what is wrong with %s', async (_name, path, words) => {
    writeFileSync(join(folder, 'token'), 'no key at all');
    const command = `registerMofnPubKey CO any_string officer1 ${path}`;
    expect(await runAs(OFFICER1, 'y\n', command)).toEqual(['refused']);
    expect(printed).toContain(words);
  });

  it('takes a public key with a token signed outside', async () => {
    const token = Buffer.from('any data at all');
    writeFileSync(join(folder, 'r.token'), token);
    writeFileSync(join(folder, 'r.sig'), sign('sha256', token, takeKey('officer2').privateKey));
    writeFileSync(join(folder, 'other.pub'), takeKey('stranger').publicPem);
    const register = 'registerQuorumPubKey CO officer2 r.token r.sig';
    expect(
      await runAs(
        'CO officer2 password',
        'y\ny\ny\n',
        `${register} other.pub`,
        `${register} none.pub`,
        `${register} officer2.key`,
      ),
    ).toEqual(['refused', 'refused', 'done']);
    expect(printed).toContain('failed to open none.pub\n');
    expect(printed).toContain('registerQuorumPubKey success on server 1(10.0.1.4)\n');
  });
});

it('keeps users out after the sixth wrong password', async () => {
  const console = open();
  for (let at = 0; at < 6; at++) await console.execute('loginHSM CO officer1 wrong-one');
  expect(await console.execute(`loginHSM ${OFFICER1}`)).toBe('refused');
  await console.close();
  expect(await runAs('CO admin password', 'y\n', 'changePswd CO officer1 password')).toEqual([
    'done',
  ]);
  expect(await runAs(OFFICER1, '', 'listTokens')).toEqual(['done']);
});

it('ends the first log-in where a second takes its place', async () => {
  const console = open();
  await console.execute('loginHSM CO officer2 password');
  await console.execute(`loginHSM ${OFFICER1}`);
  expect(await console.execute('deleteUser CO officer2')).toBe('done');
  await console.close();
});

it('does not delete a user that is logged in elsewhere', async () => {
  const other = open();
  await other.execute('loginHSM CO officer2 password');
  expect(await runAs(OFFICER1, 'I\nI\n', 'deleteUser CO officer2')).toEqual(['refused']);
  await other.close();
  expect(await runAs(OFFICER1, '', 'deleteUser CO officer2')).toEqual(['done']);
});

it('copies a user to a server that lacks it', async () => {
  expect(
    await runAs(
      'CO admin password',
      'y\n',
      'server 0',
      'createUser CU bob password',
      'syncUser 6 1',
      'exit',
      'listUsers',
    ),
  ).toEqual(['done', 'done', 'done', 'done', 'done']);
  expect(printed.match(/CU +bob /g)).toHaveLength(2);
  expect(printed).toContain('Creating User bob(CU) on 1 nodes\n');
});

it('rolls a deletion back on the server that had done it', async () => {
  cluster.changeSettings((settings) => ({
    ...settings,
    faults: [
      {
        kind: 'error',
        server: 1,
        command: 'deleteUser',
        after: 0,
        times: null,
        error: 'RET_FAULT',
      },
    ],
  }));
  expect(await runAs(OFFICER1, 'B\n', 'deleteUser CO officer3', 'listUsers')).toEqual([
    'refused',
    'done',
  ]);
  expect(printed).toContain('rollBack success on server 0(10.0.2.14)\n');
  expect(printed.match(/CO +officer3 /g)).toHaveLength(2);
});
