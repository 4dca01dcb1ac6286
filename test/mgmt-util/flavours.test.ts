import { describe, expect, it } from 'vitest';
import { createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import type { Trait } from '../../src/hsm/editions.ts';
import { FLAVOUR_NAMES, type FlavourName } from '../../src/hsm/flavours.ts';
import { FLAVOURS } from '../../src/mgmt-util/flavours/index.ts';
import { EDITION_TRAITS } from '../../src/mgmt-util/flavours/traits.ts';
import { everythingGoes, fakeCluster } from './fake-cluster.ts';
import { runSession } from './run-console.ts';

function box(third: string): string {
  return [
    '*************************CAUTION********************************',
    'This is a CRITICAL operation, should be done on all nodes in the',
    third,
    'nodes on which this operation is not executed or failed, please',
    'ensure this operation is executed on all nodes in the cluster.',
    '****************************************************************',
    '',
    'Do you want to continue(y/n)?',
  ].join('\n');
}

const SERVER = { name: '10.0.2.14', hostname: '10.0.2.14', port: 2225 };
const CAV = box('cluster. Cav server does NOT synchronize these changes with the');
const SUCCESS = [
  'createUser success on server 0(10.0.2.14)',
  'createUser success on server 1(10.0.1.4)',
  '',
].join('\n');

describe('the editions', () => {
  it.each<[FlavourName, string, string, string]>([
    ['classic', 'aws-cloudhsm>', CAV, ''],
    ['aws-2018', 'aws-cloudhsm>', `\n${CAV}`, ''],
    [
      'aws-2022',
      'aws-cloudhsm>',
      `\n${box('cluster. AWS does NOT synchronize these changes automatically with the')}`,
      '',
    ],
    [
      'aws-2023',
      'aws-cloudhsm>',
      box('cluster. AWS does NOT synchronize these changes automatically with the'),
      SUCCESS,
    ],
    ['azure', 'cloudmgmt>', CAV, SUCCESS],
    ['alibaba', 'cloudmgmt>', CAV, SUCCESS],
    [
      'oci',
      'cloudmgmt>',
      box('cluster. KMS server does NOT synchronize these changes with the'),
      SUCCESS,
    ],
  ])(
    '%s has its prompt, its box and its success lines',
    async (flavour, prompt, caution, success) => {
      const cluster = fakeCluster(everythingGoes, { flavour });
      expect(await runSession(cluster, 'createUser CU bob password\ny\nquit\n')).toBe(
        `${prompt}${caution}Creating User bob(CU) on 2 nodes\n${success}${prompt}`,
      );
    },
  );

  it('the editions of 2022 and later lack registerMofnPubKey, and none registerQuorumPubKey', async () => {
    for (const flavour of Object.values(FLAVOURS)) {
      const cluster = fakeCluster(everythingGoes, { flavour: flavour.name });
      const help = await runSession(cluster, 'help\nquit\n');
      expect(help.includes('registerMofnPubKey')).toBe(
        !['aws-2022', 'aws-2023'].includes(flavour.name),
      );
      expect(help).toContain('registerQuorumPubKey');
    }
  });

  it('only oci shows the box before deleteUser', async () => {
    for (const { name, prompt } of Object.values(FLAVOURS)) {
      const cluster = fakeCluster(everythingGoes, { flavour: name });
      const printed = await runSession(cluster, 'deleteUser CU bob\ny\nquit\n');
      expect(printed.startsWith(`${prompt}***`)).toBe(name === 'oci');
      expect(printed).toContain('deleteUser success on server 1(10.0.1.4)\n');
    }
  });

  it('oci asks for a password that is left out, twice where it is new', async () => {
    const cluster = fakeCluster(everythingGoes, { flavour: 'oci', servers: 1 });
    const input = [
      'loginHSM CO bob',
      'first77',
      'changePswd CU cu1',
      'second7',
      'second7',
      'y',
      'quit',
    ];
    expect(await runSession(cluster, `${input.join('\n')}\n`)).toBe(
      [
        'cloudmgmt>Enter password:',
        'loginHSM success on server 0(10.0.2.14)',
        'cloudmgmt>Enter password:',
        'Re-enter password:',
        `${box('cluster. KMS server does NOT synchronize these changes with the')}Changing password for cu1(CU) on 1 nodes`,
        'changePswd success on server 0(10.0.2.14)',
        'cloudmgmt>',
      ].join('\n'),
    );
    expect(cluster.requests).toMatchObject([
      { password: 'first77' },
      { password: 'second7' },
      { op: 'finalize' },
    ]);
  });

  it('oci changes nothing where the two passwords differ', async () => {
    const cluster = fakeCluster(everythingGoes, { flavour: 'oci' });
    const printed = await runSession(cluster, 'changePswd CU cu1\nsecond7\nsecond8\nquit\n');
    expect(printed).toContain('Passwords do not match\ncloudmgmt>');
    expect(cluster.asked).toEqual([]);
  });
});

describe('the table of what editions contradict each other in', () => {
  it('names each flavour once at most for each thing, and shows nothing twice', () => {
    for (const [name, { usual, others }] of Object.entries<Trait<unknown>>(EDITION_TRAITS)) {
      const named = others.flatMap(({ flavours }) => flavours);
      expect(new Set(named).size, name).toBe(named.length);
      expect(others.length, name).toBeGreaterThan(0);
      const values = [usual, ...others].map(({ value }) => JSON.stringify(value));
      expect(new Set(values).size, name).toBe(values.length);
    }
  });

  it('says what admin is once the cluster is activated', async () => {
    const types = FLAVOUR_NAMES.map(async (flavour) => {
      const cluster = createMemoryCluster({ servers: [SERVER], flavour });
      const change = 'loginHSM PRECO admin password\nchangePswd PRECO admin password1\ny\n';
      const printed = await runSession(cluster, `${change}listUsers\nquit\n`);
      return [flavour, /(\w+) +\t*admin /.exec(printed)?.[1]];
    });
    const changed = ['aws-2018', 'aws-2022'];
    expect(await Promise.all(types)).toEqual(
      FLAVOUR_NAMES.map((flavour) => [flavour, changed.includes(flavour) ? 'CO' : 'PCO']),
    );
  });

  it.each(['createUser', 'changePswd'])(
    'has an empty line behind a hidden password of %s, but in oci',
    async (command) => {
      for (const flavour of FLAVOUR_NAMES) {
        const cluster = fakeCluster(everythingGoes, { flavour });
        const printed = await runSession(cluster, `${command} CU bob -hpswd\npassword\nn\nquit\n`);
        expect(printed.includes('Enter password:\n\n'), flavour).toBe(flavour !== 'oci');
      }
    },
  );
});

describe('the listing of users', () => {
  const cluster = (flavour: FlavourName) =>
    fakeCluster(
      () => ({
        ok: true,
        users: [
          {
            id: 1,
            type: 'PCO',
            name: 'admin',
            hasQuorumKey: false,
            loginFailures: 0,
            twoFactor: false,
          },
          {
            id: 1024,
            type: 'CU',
            name: 'a'.repeat(31),
            hasQuorumKey: true,
            loginFailures: 21,
            twoFactor: true,
          },
        ],
      }),
      { flavour, servers: 1 },
    );

  it('has blanks where the documented one has', async () => {
    const rows = (await runSession(cluster('classic'), 'listUsers\nquit\n'))
      .split('\n')
      .slice(3, 6);
    expect(rows).toEqual([
      '    User Id             User Type       User Name                          MofnPubKey    LoginFailureCnt         2FA',
      '         1              PCO             admin                                    NO               0               NO',
      `      1024              CU              ${'a'.repeat(31)}         YES              21              YES`,
    ]);
  });

  it('keeps the tabs in the edition whose manual shows them', async () => {
    const rows = (await runSession(cluster('alibaba'), 'listUsers\nquit\n'))
      .split('\n')
      .slice(3, 5);
    expect(rows).toEqual([
      '    User Id    \t\tUser Type      \tUser Name      \t\t\t   MofnPubKey  \t LoginFailureCnt       \t 2FA',
      '         1     \t\tPCO    \t\tadmin                                  \t NO               0    \t       \t  NO',
    ]);
  });

  it('has six words a row, as scripts count them', async () => {
    const printed = await runSession(cluster('classic'), 'listUsers\nquit\n');
    const words = printed.split('2FA')[1]?.trim().split(/\s+/) ?? [];
    expect(words.slice(0, 12)).toEqual([
      '1',
      'PCO',
      'admin',
      'NO',
      '0',
      'NO',
      '1024',
      'CU',
      'a'.repeat(31),
      'YES',
      '21',
      'YES',
    ]);
  });
});
