import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Console } from '../../src/mgmt-util/console.ts';
import { type Answer, everythingGoes, fakeCluster, refusal } from './fake-cluster.ts';
import { piecesOf, runPiped, runSession } from './run-console.ts';

const PROMPT = 'aws-cloudhsm>';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-console-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('start and end', () => {
  it('connect to each server, print the prompt without a blank, and disconnect at the end of input', async () => {
    expect(await runPiped(fakeCluster(everythingGoes), '')).toBe(
      [
        'Connecting to the server(s), it may take time',
        'depending on the server(s) load, please wait...',
        '',
        "Connecting to server '10.0.2.14': hostname '10.0.2.14', port 2225...",
        "Connected to server '10.0.2.14': hostname '10.0.2.14', port 2225.",
        '',
        "Connecting to server '10.0.1.4': hostname '10.0.1.4', port 2225...",
        "Connected to server '10.0.1.4': hostname '10.0.1.4', port 2225.",
        'aws-cloudhsm>',
        '',
        'disconnecting from servers, please wait...',
        '',
      ].join('\n'),
    );
  });

  it('are one where a server cannot be reached', async () => {
    const printed = await runPiped(fakeCluster(everythingGoes, { unreachable: 1 }), 'listUsers\n');
    expect(printed.split('\n').slice(-4)).toEqual([
      "Connecting to server '10.0.1.4': hostname '10.0.1.4', port 2225...",
      'Connection to server 10.0.1.4(10.0.1.4) on port 2225 failed:Connection timed out',
      'Connection to one of servers failed, exiting...',
      '',
    ]);
  });

  it('end the session on every server that was logged in to', async () => {
    const cluster = fakeCluster(everythingGoes);
    await runSession(cluster, 'loginHSM CO bob password\nquit\n');
    expect(cluster.asked).toEqual(['login@0', 'login@1', 'finalize@0', 'finalize@1']);
    expect(cluster.requests.at(-1)).toEqual({ op: 'finalize', session: 's1' });
  });
});

describe('commands', () => {
  it.each([
    ['listU', 'listUsers@0'],
    ['getM 3', 'getMValue@0'],
    ['logi CO bob password', 'login@0'],
    ['logout', 'logout@0'],
    ['  listUsers\t', 'listUsers@0'],
    ['listUsers\r', 'listUsers@0'],
  ])('may be abbreviated and have blanks around: "%s"', async (line, asked) => {
    const cluster = fakeCluster(everythingGoes, { servers: 1 });
    await runSession(cluster, `${line}\nquit\n`);
    expect(cluster.asked[0]).toBe(asked);
  });

  it.each([
    ['list', 'Ambiguous command: list (listUsers, listTokens, listAttributes)'],
    [
      'LISTUSERS',
      "Unknown command: LISTUSERS, type 'help' for the list of commands; did you mean 'listUsers'?",
    ],
    [
      'getoken 3 officer1 t',
      "Unknown command: getoken, type 'help' for the list of commands; did you mean 'getToken'?",
    ],
    [
      'help aproveTokne',
      "Unknown command: aproveTokne, type 'help' for the list of commands; did you mean 'approveToken'?",
    ],
    ['\u001b[2J\u202e', "Unknown command: \\x1b[2J\\u202e, type 'help' for the list of commands"],
    ['getMValue', 'Syntax: getMValue <service>'],
    ['getMValue three', 'Syntax: getMValue <service>'],
    ['setMValue 3 -1', 'Syntax: setMValue <service> <m>'],
    ['deleteUser CU', 'Syntax: deleteUser <user-type> <user-name>'],
    ['getToken 3 bob', 'Syntax: getToken <service> <user-name> <token-file> [<key-handle>]'],
    ['approveToken', 'Syntax: approveToken <approval-file>'],
    [
      'createUser CU bob',
      'Syntax: createUser <user-type> <user-name> <password | -hpswd> [-2fa <authdata>]',
    ],
    [
      'createUser CU bob password 2FA',
      'The cluster is not configured for dual-factor authentication, please leave out 2FA',
    ],
    ['server 2', 'No such server: 2'],
    ['info server 7', 'No such server: 7'],
    ['exit', 'Not in server mode'],
    ['syncUser 3 1', 'syncUser is for server mode only, enter it with: server <n>'],
  ])('say what is wrong with "%s"', async (line, words) => {
    const cluster = fakeCluster(everythingGoes);
    expect(await runSession(cluster, `${line}\nquit\n`)).toBe(`${PROMPT}${words}\n${PROMPT}`);
    expect(cluster.asked).toEqual([]);
  });

  it('take an empty line for nothing', async () => {
    expect(await runSession(fakeCluster(everythingGoes), '\n  \nquit\n')).toBe(
      PROMPT + PROMPT + PROMPT,
    );
  });

  it('are all in the help, each with its syntax', async () => {
    const cluster = fakeCluster(everythingGoes);
    const list = await runSession(cluster, 'help\nquit\n');
    const names = [...list.matchAll(/^ {4}(\w+)/gm)].map(([, name]) => name);
    expect(names).toContain('registerQuorumPubKey');
    expect(names.length).toBe(30);
    for (const name of names) {
      const page = await runSession(cluster, `help ${name}\nquit\n`);
      expect(page).toContain(`Syntax:     ${name}`);
    }
  });

  it('reach one server in server mode, and leave out which', async () => {
    const cluster = fakeCluster(everythingGoes);
    const input = 'server 1\nloginHSM CO bob password\ngetMValue 3\nexit\ngetMValue 3\nquit\n';
    expect(await runSession(cluster, input)).toBe(
      [
        PROMPT,
        "Server is in 'E2' mode...",
        'server1>loginHSM success',
        'server1>MValue of service 3[USER_MGMT] : [2]',
        `server1>${PROMPT}MValue of service 3[USER_MGMT] on server 0 : [2]`,
        'MValue of service 3[USER_MGMT] on server 1 : [2]',
        PROMPT,
      ].join('\n'),
    );
    expect(cluster.asked.slice(0, 2)).toEqual(['login@1', 'getMValue@1']);
  });

  it.each([
    ['exportUser', ''],
    ['putUser', 'ExtractMaskedObject: 0x0 !\n'],
  ])('say that %s was refused, as syncUser does', async (op, before) => {
    const cluster = fakeCluster((request, server) => {
      if (request.op === op) return refusal('RET_USER_DOES_NOT_EXIST');
      return request.op === 'exportUser' ? { ok: true, user: {} } : everythingGoes(request, server);
    });
    const printed = await runSession(cluster, 'server 0\nsyncUser 6 1\nquit\n');
    expect(printed).toContain(
      `${before}syncUser failed: HSM Error: This user doesn't exist\nsyncUser failed\nserver0>`,
    );
    expect(cluster.asked.includes('putUser@1')).toBe(op === 'putUser');
  });

  it('show a server with who is logged in', async () => {
    const cluster = fakeCluster((request, server) =>
      request.op === 'getHSMInfo'
        ? { ok: true, info: { partition: 'hsm-udw0tkfg1ab', serialNumber: 'x' } }
        : everythingGoes(request, server),
    );
    const printed = await runSession(
      cluster,
      'loginHSM CU testuser secret7\ninfo server 0\nquit\n',
    );
    // The documented table, but for the address.
    expect(printed.split('\n').slice(2, 4)).toEqual([
      `${PROMPT}Id      Name                    Hostname         Port   State           Partition               LoginState`,
      "0       10.0.2.14               10.0.2.14       2225    Connected       hsm-udw0tkfg1ab         Logged in as 'testuser(CO)'",
    ]);
  });

  it('copy a user to another server', async () => {
    const cluster = fakeCluster((request, server) =>
      request.op === 'exportUser'
        ? { ok: true, user: { id: 6, type: 'CU', name: 'bob', sealed: 'x' } }
        : everythingGoes(request, server),
    );
    expect(await runSession(cluster, 'server 0\nsyncUser 6 1\nquit\n')).toBe(
      [
        PROMPT,
        "Server is in 'E2' mode...",
        'server0>ExtractMaskedObject: 0x0 !',
        'InsertMaskedObject: 0x0 !',
        'syncUser success',
        'server0>',
      ].join('\n'),
    );
    expect(cluster.asked).toEqual(['exportUser@0', 'putUser@1']);
  });
});

const tokens: Answer = (request, server) =>
  request.op === 'getToken'
    ? {
        ok: true,
        record: new Uint8Array(80).fill(server + 1),
        token: { id: 1, service: 3, node: 1 - server, keyHandle: 0, user: 'officer1' },
      }
    : everythingGoes(request, server);

describe('getToken', () => {
  it("writes each server's record, in the servers' order", async () => {
    await runSession(fakeCluster(tokens), 'getToken 3 officer1 t\nquit\n', { directory: folder });
    expect(readFileSync(join(folder, 't'))).toEqual(
      Buffer.concat([Buffer.alloc(80, 1), Buffer.alloc(80, 2)]),
    );
  });

  it('has emptied the file before a server is asked', async () => {
    writeFileSync(join(folder, 't'), 'an old token');
    let found = 'not asked';
    const cluster = fakeCluster(() => {
      found = readFileSync(join(folder, 't'), 'latin1');
      return refusal('RET_MXN_AUTH_FAILED');
    });
    await runSession(cluster, 'getToken 3 officer1 t\nquit\n', { directory: folder });
    expect(found).toBe('');
    expect(readFileSync(join(folder, 't'), 'latin1')).toBe('');
  });

  it('neither hangs at a FIFO nor follows a link nor writes to a device', async () => {
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    writeFileSync(join(folder, 'precious'), 'precious');
    symlinkSync('precious', join(folder, 'link'));
    mkdirSync(join(folder, 'folder'));
    for (const name of ['fifo', 'link', 'folder', '/dev/stdin', '/dev/null', '']) {
      const cluster = fakeCluster(tokens);
      const printed = await runSession(cluster, `getToken 3 officer1 ${name}\nquit\n`, {
        directory: folder,
      });
      expect(printed).toBe(
        name === ''
          ? `${PROMPT}Syntax: getToken <service> <user-name> <token-file> [<key-handle>]\n${PROMPT}`
          : `${PROMPT}failed to open ${name}\n${PROMPT}`,
      );
      expect(cluster.asked).toEqual([]);
    }
    expect(readFileSync(join(folder, 'precious'), 'latin1')).toBe('precious');
  });
});

describe('delToken', () => {
  it.each([['delToken t'], ['delToken -tf t']])(
    'sends the records of the file: %s',
    async (line) => {
      writeFileSync(join(folder, 't'), Buffer.alloc(160, 7));
      const cluster = fakeCluster(everythingGoes);
      await runSession(cluster, `${line}\nquit\n`, { directory: folder });
      expect(cluster.requests[0]).toMatchObject({ op: 'delToken', tokens: Buffer.alloc(160, 7) });
    },
  );

  it('deletes all of the user with -f 4, and no other number', async () => {
    const cluster = fakeCluster(everythingGoes);
    await runSession(cluster, 'delToken -f 3\ndelToken -f 4\nquit\n', { directory: folder });
    expect(cluster.requests).toMatchObject([{ tokens: 'all' }, { tokens: 'all' }]);
  });

  it.each([[0], [79], [81], [33 * 80]])('refuses a file of %i bytes', async (size) => {
    writeFileSync(join(folder, 't'), Buffer.alloc(size));
    expect(
      await runSession(fakeCluster(everythingGoes), 'delToken t\nquit\n', { directory: folder }),
    ).toBe(`${PROMPT}Improper token passed\n${PROMPT}`);
  });
});

describe('approveToken', () => {
  const APPROVAL = [
    'Multi Token File Path = t;',
    'Token File Path = ;',
    'Number of Approvals = 1;',
    'Approver Type = 2;',
    'Approver Name = officer1;',
    'Approval File = s;',
    '',
  ].join('\n');

  async function approve(approval: string, input = 'approveToken a'): Promise<[string, unknown]> {
    writeFileSync(join(folder, 'a'), approval, 'latin1');
    const cluster = fakeCluster(everythingGoes);
    const printed = await runSession(cluster, `${input}\nquit\n`, { directory: folder });
    return [printed, cluster.requests[0]];
  }

  it('hands over the whole token file and the first 256 bytes of each signature', async () => {
    writeFileSync(join(folder, 't'), Buffer.alloc(160, 1));
    writeFileSync(join(folder, 's'), Buffer.alloc(300, 2));
    const [printed, request] = await approve(APPROVAL);
    expect(printed).toBe(
      [
        `${PROMPT}approveToken success on server 0(10.0.2.14)`,
        'approveToken success on server 1(10.0.1.4)',
        PROMPT,
      ].join('\n'),
    );
    expect(request).toEqual({
      op: 'approveToken',
      session: '',
      multiToken: Buffer.alloc(160, 1),
      approvals: [{ type: 2, name: 'officer1', file: 's', signature: Buffer.alloc(256, 2) }],
    });
  });

  it('tells in the order in which the device opens files what cannot be opened', async () => {
    expect((await approve(APPROVAL, 'approveToken none'))[0]).toBe(
      `${PROMPT}Failed to open file: none\n${PROMPT}`,
    );
    expect((await approve(APPROVAL))[0]).toBe(`${PROMPT}failed to open t\n${PROMPT}`);
    writeFileSync(join(folder, 't'), Buffer.alloc(100));
    expect((await approve(APPROVAL))[0]).toBe(
      `${PROMPT}approveToken(): Invalid Token Size: 100\n${PROMPT}`,
    );
    writeFileSync(join(folder, 't'), Buffer.alloc(80));
    expect((await approve(APPROVAL))[0]).toBe(`${PROMPT}failed to open s\n${PROMPT}`);
    writeFileSync(join(folder, 's'), Buffer.alloc(255));
    expect((await approve(APPROVAL))[0]).toBe(`${PROMPT}failed to read approval from s\n${PROMPT}`);
  });

  it('shows what a file says with its control and bidi characters escaped, UTF-8 decoded', async () => {
    const path = Buffer.from('\u001b[2Jé\u202e').toString('latin1');
    const [printed] = await approve(APPROVAL.replace('= t;', `= ${path};`));
    expect(printed).toBe(`${PROMPT}failed to open \\x1b[2Jé\\u202e\n${PROMPT}`);
  });

  it('neither hangs at a FIFO nor reads standard input', async () => {
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    for (const path of ['fifo', '/dev/stdin', '../..', '/dev/zero']) {
      const [printed] = await approve(APPROVAL.replace('= t;', `= ${path};`));
      expect(printed).toBe(`${PROMPT}failed to open ${path}\n${PROMPT}`);
    }
    expect((await approve(APPROVAL, 'approveToken fifo'))[0]).toBe(
      `${PROMPT}Failed to open file: fifo\n${PROMPT}`,
    );
  });

  it('refuses a file of more than a mebibyte', async () => {
    const [printed] = await approve('#'.repeat(2 ** 20 + 1));
    expect(printed).toBe(`${PROMPT}failed to read a: larger than 1048576 bytes\n${PROMPT}`);
  });
});

describe('as a class', () => {
  it('runs one command at a time and says whether it went through', async () => {
    let printed = '';
    const cluster = fakeCluster((request, server) =>
      request.op === 'setMValue' ? refusal('RET_MXN_AUTH_FAILED') : everythingGoes(request, server),
    );
    const console = new Console({
      cluster,
      input: piecesOf('n\ny\n'),
      output: { write: (text) => (printed += text) },
    });
    expect(await console.connect()).toBe(true);
    expect(printed).toBe('');
    expect(await console.execute('getMValue 3')).toBe('done');
    expect(await console.execute('setMValue 3 2')).toBe('refused');
    expect(await console.execute('setMValue 3 2')).toBe('refused');
    expect(await console.execute('nonsense')).toBe('refused');
    expect(await console.execute('quit')).toBe('quit');
    await console.close();
    expect(cluster.asked.filter((each) => each.startsWith('setMValue'))).toHaveLength(2);
    expect(printed).toContain('setMValue failed: RET_MXN_AUTH_FAILED\n');
  });
});
