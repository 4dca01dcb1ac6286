import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openCluster } from '../../src/hsm/cluster/cluster.ts';
import type { UnsentCode } from '../../src/hsm/unsent.ts';
import { UNSENT_CODES } from '../../src/words/unsent.ts';
import { runCommand } from '../support/run-command.ts';
import { authDataFile } from '../support/sdk5-files.ts';

let folder: string;
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'mofn-explain-'));
  await hsm(['init', 'cluster', '--officers', '2', '--quiet']);
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const hsm = (argv: readonly string[], seconds = 0, stdin = '') =>
  runCommand(['hsm', ...argv], {
    cwd: folder,
    stdin,
    now: seconds * 1000,
    env: { MOFN_HSM: 'cluster' },
  });

/** Lines of a console at a time of the machine, in seconds; what it asks is answered with yes. */
const type = (seconds: number, ...lines: readonly string[]) =>
  hsm(['exec', ...lines], seconds, 'y\n'.repeat(9));

async function explain(seconds: number, ...options: readonly string[]) {
  return (await hsm(['explain', ...options], seconds)).stdout.split('\n').slice(0, -1);
}

interface Explained {
  readonly schemaVersion: number;
  readonly command: string | null;
  readonly refusals: readonly object[];
  readonly failures: readonly {
    readonly command: string | null;
    readonly time: string;
    readonly unsent: object | null;
    readonly refusals: readonly object[];
  }[];
  readonly older: number;
}

async function explainJson(...options: readonly string[]): Promise<Explained> {
  return JSON.parse((await hsm(['explain', '--json', ...options], 100)).stdout);
}

const WRONG = 'RET_USER_LOGIN_FAILURE: wrong password for officer1; 5 more will lock the user';

describe('hsm explain', () => {
  it('tells of the newer console in its own words', async () => {
    const { servers } = openCluster(path.join(folder, 'cluster'), { now: () => 10_000 });
    const user = { session: 'none', type: 'CU', name: 'app', password: 'password' };
    for (const server of servers) {
      await server.execute({ op: 'createUser', ...user }, { client: 'sdk5-command' });
    }
    await type(20, 'createUser CU app password');
    const why = 'nobody is logged in; log in with';
    expect(await explain(30, '--all')).toEqual([
      'createUser was refused, 10 seconds ago',
      `  on server 0(10.0.2.14), RET_NOT_LOGGED_IN: ${why} loginHSM first`,
      'user create was refused, 20 seconds ago',
      `  on server 0(10.0.2.14): ${why} login first`,
      `  on server 1(10.0.1.4): ${why} login first`,
    ]);
    const { failures } = await explainJson('--last', '2');
    expect(failures.map(({ command }) => command)).toEqual(['createUser', 'user create']);
  });

  it('tells of a refusal after a success, and what went through since on which server', async () => {
    await type(10, 'loginHSM CO officer1 mistyped');
    await type(20, 'server 0', 'loginHSM CO officer1 password');
    expect(await explain(30)).toEqual([
      'loginHSM was refused, 20 seconds ago',
      `  on server 0(10.0.2.14), ${WRONG}`,
      '    since then loginHSM went through there, 10 seconds ago',
      `  on server 1(10.0.1.4), ${WRONG}`,
    ]);
    await type(40, 'loginHSM CO officer1 password');
    const { command, refusals, failures } = await explainJson();
    expect({ command, refusals }).toMatchObject({
      command: 'loginHSM',
      refusals: [
        { server: 0, time: '1970-01-01T00:00:10.000Z', succeeded: '1970-01-01T00:00:20.000Z' },
        { server: 1, time: '1970-01-01T00:00:10.000Z', succeeded: '1970-01-01T00:00:40.000Z' },
      ],
    });
    expect(failures).toEqual([
      { command, time: '1970-01-01T00:00:10.000Z', unsent: null, refusals },
    ]);
  });

  it('a look that goes through is told too', async () => {
    await type(1, 'listTokens');
    await type(2, 'loginHSM CO officer1 password', 'listTokens');
    expect(await explain(3)).toContain(
      '    since then listTokens went through there, 1 second ago',
    );
  });

  it('tells of older ones, each attempt by itself, the newest first', async () => {
    await type(1, 'loginHSM CO nobody password');
    await type(2, 'loginHSM CO officer1 mistyped');
    await type(3, 'listTokens');
    const titles = async (...options: readonly string[]) =>
      (await explain(4, ...options)).filter((line) => !line.startsWith(' '));
    const older = ['loginHSM was refused, 2 seconds ago', 'loginHSM was refused, 3 seconds ago'];
    expect(await titles()).toEqual([
      'listTokens was refused, 1 second ago',
      '--all tells of 2 more, which are older',
    ]);
    expect(await titles('--last', '2')).toEqual([
      'listTokens was refused, 1 second ago',
      older[0],
      '--all tells of 1 more, which are older',
    ]);
    expect(await titles('--all')).toEqual(['listTokens was refused, 1 second ago', ...older]);
    expect(await explainJson('--last', '2')).toMatchObject({ older: 1, failures: [{}, {}] });
  });

  it.each([['0'], ['-1'], ['1.5'], ['x'], ['2', '--all']])(
    'refuses --last %s %s',
    async (...words) => {
      const run = await hsm(['explain', '--last', ...words.filter((word) => word !== undefined)]);
      expect([run.code, run.stdout]).toEqual([2, '']);
    },
  );

  it('keeps so many and no more', async () => {
    for (let n = 1; n <= 9; n += 1) {
      await type(n, 'listTokens', 'listTokens', 'listTokens', 'nonsense', 'x', 'g 1');
    }
    const { failures } = await explainJson('--all');
    expect(failures.filter(({ unsent }) => unsent === null)).toHaveLength(20);
    expect(failures.filter(({ unsent }) => unsent !== null)).toHaveLength(20);
    expect(failures.at(-1)?.time).toBe('1970-01-01T00:00:03.000Z');
  });
});

describe('of what came to no HSM, hsm explain', () => {
  it('tells the folder, the file and what the device printed; a later success does not erase it', async () => {
    fs.writeFileSync(path.join(folder, 't'), Buffer.alloc(80));
    fs.writeFileSync(
      path.join(folder, 'a.txt'),
      'Multi Token File Path = t;\nNumber of Approvals = 2;\nApprover Type = 2;\n',
    );
    const run = await type(1, 'loginHSM CO officer1 password', 'approveToken a.txt');
    expect(run.stdout).toContain('Failed to read Approver Details\n');
    expect(await explain(3)).toEqual([
      'approveToken came to no HSM, 2 seconds ago',
      '  the approval file "a.txt" was not read to its end: Failed to read Approver Details, Could only read 0/2 approvers info',
      `  in the folder "${folder}"`,
    ]);
    await type(4, 'server 5');
    await type(5, 'server 1');
    expect(await explain(7)).toEqual([
      'server came to no HSM, 3 seconds ago',
      '  the cluster has no server with the number that was typed',
      '  since then server went through, 2 seconds ago',
      '--all tells of 1 more, which are older',
    ]);
  });

  it.each([
    ['not at all', ''],
    ['with no', 'n\n'],
  ])('tells of a question that was answered %s', async (_how, stdin) => {
    await hsm(['exec', 'loginHSM CO officer1 password', 'setMValue 3 2'], 1, stdin);
    expect(await explain(3)).toEqual([
      'setMValue came to no HSM, 2 seconds ago',
      '  the question whether to go on was answered with no, or not at all',
    ]);
  });

  const CASES: Readonly<Record<UnsentCode, readonly string[]>> = {
    'wrong-words': ['getToken three officer1 t'],
    'unknown-command': ['getoken 3 officer1 t'],
    'ambiguous-command': ['get 3 officer1 t'],
    'line-too-long': ['x'.repeat(1 << 20)],
    'file-not-opened': ['approveToken nowhere.txt'],
    'file-too-large': ['approveToken large'],
    'file-not-emptied': ['getToken 3 officer1 nowhere/t'],
    'file-not-written': [],
    'no-token-file': ['delToken short'],
    'approval-file-not-read': ['approveToken short'],
    'key-not-opened': ['registerMofnPubKey CO match officer1 short'],
    'passwords-differ': [],
    // It is asked, and these are answered: below.
    'not-confirmed': [],
    'two-factor': ['createUser CU bob password 2FA'],
    'authdata-not-read': ['createUser CO bob password -2fa auth'],
    'authdata-of-another': ['createUser CO bob password -2fa auth'],
    // These take what is asked at that moment: test/mgmt-util/second-factor.test.ts has them.
    'authdata-unsigned': [],
    'authdata-without-key': [],
    'key-attribute': ['getAttribute 6 999'],
    'no-such-server': ['server 5'],
    'server-mode-only': ['syncUser 1 1'],
    'not-in-server-mode': ['exit'],
    'not-connected': [],
    'no-way-in': [],
    // Of the newer command line: test/cloudhsm-cli/explain.test.ts.
    'sdk5-file-not-read': [],
    'token-not-signed': [],
    'certificate-not-opened': [],
    'no-credentials': [],
    'credentials-malformed': [],
    'unknown-cluster': [],
    'one-cluster': [],
    'value-malformed': [],
    'filter-of-service': [],
    'tool-not-offered': [],
    'no-key-matches': [],
    'keys-match': [],
    'key-on-few-hsms': [],
    'key-quorum-values': [],
    'private-key-given': [],
    'key-of-other-type': [],
    'key-not-public': [],
  };

  it('knows every kind of it', async () => {
    fs.writeFileSync(path.join(folder, 'short'), 'short');
    fs.truncateSync(path.join(folder, 'short'), 81);
    fs.writeFileSync(path.join(folder, 'large'), '');
    fs.truncateSync(path.join(folder, 'large'), (1 << 20) + 1);
    for (const [code, lines] of Object.entries(CASES)) {
      if (lines.length === 0) continue;
      const signed = code === 'authdata-of-another' ? authDataFile(Buffer.alloc(32)) : 'short';
      fs.writeFileSync(path.join(folder, 'y'), signed);
      await type(1, ...lines);
      const { failures, command, refusals } = await explainJson();
      expect([failures[0]?.unsent, refusals]).toMatchObject([{ code, folder }, []]);
      const isLine = ['unknown-command', 'ambiguous-command', 'line-too-long'].includes(code);
      expect(command).toBe(isLine ? null : lines[0]?.split(' ')[0]);
    }
    expect(Object.keys(CASES).sort()).toEqual([...UNSENT_CODES].sort());
  });

  it('tells of a server that did not answer, and of passwords that differ', async () => {
    await hsm(['fault', 'drop', 'server=1']);
    await type(1, 'listUsers');
    expect((await explain(1))[1]).toBe(
      '  server 1(10.0.1.4) did not answer when the console started',
    );
    await hsm(['init', 'oci', '--officers', '2', '--flavour', 'oci', '--quiet']);
    const options = { cwd: folder, env: { MOFN_HSM: 'oci' } };
    const line = 'changePswd CO officer1 -hpswd';
    await runCommand(['hsm', 'exec', line], { ...options, stdin: 'password1\npassword2\n' });
    const { stdout } = await runCommand(['hsm', 'explain', '--json'], options);
    expect(JSON.parse(stdout).failures).toMatchObject([{ unsent: { code: 'passwords-differ' } }]);
  });

  it('keeps nothing of a line that is no command, as it may be a password', async () => {
    await type(1, 'hunter2-secret-phrase', 'loginHMS CO officer1 my-password');
    expect(openCluster(path.join(folder, 'cluster')).readUnsent()).toMatchObject([
      { command: null, reason: { code: 'unknown-command', nearest: null } },
      { command: null, reason: { code: 'unknown-command', nearest: 'loginHSM' } },
    ]);
    await type(5, 'loginHSM CO officer1 password');
    expect(await explain(6)).toEqual([
      'a line came to no HSM, 5 seconds ago',
      '  what was typed is no command of this console; loginHSM may have been meant',
      '  since then loginHSM went through, 1 second ago',
      '--all tells of 1 more, which are older',
    ]);
  });

  it('hostile and endless names are cut and escaped', async () => {
    await type(1, `approveToken \u001b[2J\u202e${'n'.repeat(4000)}`);
    const [, line = ''] = await explain(1);
    expect(line).toMatch(/^ {2}"\\u001b\[2J\\u202en+… \(4005 characters\)" could not be opened/);
    expect(line.length).toBeLessThan(700);
  });

  it('a cluster that cannot be written to refuses as ever, and notes nothing', async () => {
    const settings = path.join(folder, 'cluster', 'settings');
    const cluster = openCluster(path.join(folder, 'cluster'));
    fs.rmSync(settings, { recursive: true });
    const unsent = { command: 'server', reason: { code: 'no-such-server' }, folder } as const;
    expect(() => cluster.journal?.noteUnsent(unsent)).not.toThrow();
  });
});
