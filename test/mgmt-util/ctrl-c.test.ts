/**
 * Ctrl-C while a server lets wait: it ends the wait, and what the server was asked is not done.
 */
import { describe, expect, it } from 'vitest';
import { type Cluster, createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../src/hsm/cluster/fault-text.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { Person } from '../support/person.ts';

const PROMPT = 'aws-cloudhsm>';
const SLOW_1 = 'slow server=1 ms=600000';

function sitDown(cluster: Cluster): Person<boolean> {
  return new Person((input, output) =>
    new Console({
      cluster,
      input,
      output,
      terminal: { setRawMode: () => undefined },
    }).run(),
  );
}

function makeCluster(): Cluster {
  return createMemoryCluster({
    adminPassword: 'password',
    users: ['officer1', 'officer2'].map((name) => ({ type: 'CO', name, password: 'password' })),
  });
}

function setFaults(cluster: Cluster, ...faults: readonly string[]): void {
  cluster.changeSettings((settings) => ({
    ...settings,
    faults: faults.map((fault) => parseFault(fault, cluster.hsms.length)),
  }));
}

function namesOn(cluster: Cluster, server: number): readonly string[] {
  return cluster.hsms[server]?.inspect().state.hsm.users.map(({ name }) => name) ?? [];
}

function sessionsOn(cluster: Cluster): readonly number[] {
  return cluster.hsms.map((hsm) => hsm.inspect().state.hsm.sessions.length);
}

async function logIn(cluster: Cluster): Promise<Person<boolean>> {
  const person = sitDown(cluster);
  await person.type('loginHSM CO officer1 password\r');
  return person;
}

describe('Ctrl-C while a server is slow', () => {
  it('ends the command there: the servers before have done it, this one and the others not', async () => {
    const cluster = makeCluster();
    const person = await logIn(cluster);
    setFaults(cluster, SLOW_1);
    await person.type('createUser CU app password\r');
    const waiting = await person.type('y\r');
    expect(waiting).toBe('y\nCreating User app(CU) on 2 nodes\n');
    expect(await person.type('\x03')).toBe(
      `^C\ncreateUser failed: interrupted\ncreateUser failed on server 1(10.0.1.4)\n${PROMPT}`,
    );
    setFaults(cluster);
    expect(namesOn(cluster, 0)).toContain('app');
    expect(namesOn(cluster, 1)).not.toContain('app');
    expect(await person.type('getMValue 3\r')).toContain(`on server 1 : [1]\n${PROMPT}`);
    await person.type('quit\r');
    expect(await person.session).toBe(true);
    expect(sessionsOn(cluster)).toEqual([0, 0]);
  });

  it('drops what was typed ahead of it, as a terminal does, and keeps what comes behind', async () => {
    const cluster = makeCluster();
    const person = await logIn(cluster);
    setFaults(cluster, SLOW_1);
    await person.type('listUsers\r');
    await person.type('setMValue 3 2\r');
    expect(await person.type('y\r\x03getMV')).toBe(
      `^C\nlistUsers failed: interrupted\nlistUsers failed on server 1(10.0.1.4)\n${PROMPT}getMV`,
    );
    setFaults(cluster);
    await person.type('alue 3\rquit\r');
    expect(await person.session).toBe(true);
    expect(person.printed).not.toContain('Setting M Value');
  });

  it('leaves one log-in that was there, where another began on some servers', async () => {
    const cluster = makeCluster();
    const person = await logIn(cluster);
    setFaults(cluster, SLOW_1);
    await person.type('loginHSM CO officer2 password\r');
    const printed = await person.type('\x03');
    expect(printed).toContain('loginHSM failed on server 1(10.0.1.4)');
    expect(printed).toContain('rollBack success on server 0(10.0.2.14)');
    setFaults(cluster);
    expect(await person.type('info server 0\r')).toContain("Logged in as 'officer1(CO)'");
    expect(sessionsOn(cluster)).toEqual([1, 1]);
    await person.type('quit\r');
    expect(await person.session).toBe(true);
    expect(sessionsOn(cluster)).toEqual([0, 0]);
  });

  it('before the first prompt means that the server cannot be reached', async () => {
    const cluster = makeCluster();
    setFaults(cluster, SLOW_1);
    const person = sitDown(cluster);
    await person.look();
    const printed = await person.type('\x03');
    expect(printed).toBe('^C\nConnection to one of servers failed, exiting...\n');
    expect(await person.session).toBe(false);
  });

  it('ends the farewell, one server at a time', async () => {
    const cluster = makeCluster();
    const person = await logIn(cluster);
    setFaults(cluster, SLOW_1);
    await person.type('quit\r');
    expect(sessionsOn(cluster)).toEqual([0, 1]);
    await person.type('\x03');
    expect(await person.session).toBe(true);
  });
});

describe('a second log-in', () => {
  it('takes the place of the first on every server or on none', async () => {
    const cluster = makeCluster();
    const person = await logIn(cluster);
    setFaults(cluster, 'server=1 command=loginHSM error=RET_USER_LOGIN_FAILURE times=1');
    expect(await person.type('loginHSM CO officer2 password\r')).toBe(
      [
        'loginHSM CO officer2 password',
        'loginHSM success on server 0(10.0.2.14)',
        'loginHSM failed: HSM Error: RET_USER_LOGIN_FAILURE',
        'loginHSM failed on server 1(10.0.1.4)',
        'rollBack success on server 0(10.0.2.14)',
        PROMPT,
      ].join('\n'),
    );
    for (const server of [0, 1]) {
      const info = await person.type(`info server ${server}\r`);
      expect(info).toContain("Logged in as 'officer1(CO)'");
    }
    expect(sessionsOn(cluster)).toEqual([1, 1]);
    expect(await person.type('loginHSM CO officer2 password\r')).not.toContain('rollBack');
    expect(await person.type('info server 0\r')).toContain("Logged in as 'officer2(CO)'");
    expect(sessionsOn(cluster)).toEqual([1, 1]);
    await person.type('quit\r');
    await person.session;
  });

  it('after one that reached some servers only is all or none too', async () => {
    const cluster = makeCluster();
    setFaults(cluster, 'server=0 command=loginHSM error=RET_USER_LOGIN_FAILURE times=1');
    const person = await logIn(cluster);
    expect(sessionsOn(cluster)).toEqual([0, 1]);
    await person.type('loginHSM CO officer2 wrong-one\r');
    expect(await person.type('info server 1\r')).toContain("Logged in as 'officer1(CO)'");
    await person.type('loginHSM CO officer2 password\rquit\r');
    await person.session;
  });
});

it('Ctrl-D at a question is the end of input: nothing more is asked', async () => {
  const cluster = makeCluster();
  const person = await logIn(cluster);
  await person.type('deleteUser CU nobody\r');
  await person.type('\x04');
  expect(await person.session).toBe(true);
  expect(person.printed.split('(R/B/I):')).toHaveLength(3);
  expect(person.printed.endsWith('(R/B/I):\n\ndisconnecting from servers, please wait...\n')).toBe(
    true,
  );
});
