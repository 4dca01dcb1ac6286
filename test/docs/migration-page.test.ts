/**
 * docs/migration.md: each row is typed on one cluster in the classic console and, with the cluster put back, in
 * the newer one. What has changed on every HSM afterwards is what the row says.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandsOf } from '../../src/cloudhsm-cli/commands/index.ts';
import { CloudhsmCli } from '../../src/cloudhsm-cli/console.ts';
import { textsOf } from '../../src/cloudhsm-cli/editions.ts';
import { type Cluster, createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import type { ClusterPlan } from '../../src/hsm/cluster/plan.ts';
import { isPasswordRight } from '../../src/hsm/machine/password.ts';
import type { HsmState, User } from '../../src/hsm/machine/state.ts';
import { FIRST_SDK5_EDITION } from '../../src/hsm/sdk5-edition.ts';
import { COMMANDS } from '../../src/mgmt-util/commands/index.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { decodeTokens } from '../../src/token/record.ts';
import { takeKey } from '../support/keys.ts';
import { runCommand } from '../support/run-command.ts';

const PAGE = readFileSync(new URL('../../docs/migration.md', import.meta.url), 'utf8');
const PASSWORDS = ['password', 'changed-1'] as const;
const OFFICERS = ['officer1', 'officer2', 'officer3'] as const;
const root = mkdtempSync(join(tmpdir(), 'mofn-migration-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Row {
  readonly classic: readonly string[];
  readonly sdk5: readonly string[];
  readonly afterwards: string;
}

/** The tables with these three columns, by the heading that they are under. */
function readTables(): ReadonlyMap<string, readonly Row[]> {
  const tables = new Map<string, readonly Row[]>();
  for (const [, heading = '', text = ''] of PAGE.matchAll(
    /^## (.*?)\n(.*?)(?=^## |$(?![\s\S]))/gms,
  )) {
    if (!/^\| `cloudhsm_mgmt_util` \| `cloudhsm-cli` \| afterwards \|$/m.test(text)) continue;
    const rows = [...text.matchAll(/^\| (`.*`) \| (`.*`) \| (.*) \|$/gm)].slice(1);
    tables.set(
      heading,
      rows.map(([, classic = '', sdk5 = '', afterwards = '']) => ({
        classic: readLines(classic),
        sdk5: readLines(sdk5),
        afterwards,
      })),
    );
  }
  return tables;
}

function readLines(cell: string): readonly string[] {
  return cell.split('<br>').map((line) => line.replace(/^`(.*)`$/, '$1'));
}

type Client = 'classic' | 'sdk5';

const LOG_IN: Readonly<Record<Client, string>> = {
  classic: 'loginHSM CO officer1 password',
  sdk5: 'login --username officer1 --role admin --password password',
};

/** Types lines in a console, and runs those of mofn besides. @returns what has changed since the first of them */
async function play(
  client: Client,
  lines: readonly string[],
  cluster: Cluster,
  folder: string,
): Promise<string> {
  const isLogIn = /^(?:loginHSM|login|cluster activate) /.test(lines[0] ?? '');
  let before: readonly HsmState[] = [];
  let after: readonly HsmState[] = [];
  let printed = '';
  const look = (): readonly HsmState[] => cluster.hsms.map((hsm) => hsm.inspect().state.hsm);
  async function* typed(): AsyncIterable<string> {
    if (!isLogIn) yield `${LOG_IN[client]}\n`;
    before = look();
    for (const line of lines) {
      if (line.startsWith('mofn ')) {
        const { code, stderr } = await runCommand(line.split(' ').slice(1), { cwd: folder });
        expect({ line, code, stderr: code === 0 ? '' : stderr }).toEqual({
          line,
          code: 0,
          stderr: '',
        });
      } else {
        yield `${line}\n`;
      }
    }
    after = look();
  }
  const output = { write: (text: string) => (printed += text) };
  const options = { cluster, directory: folder, input: typed(), output };
  if (client === 'classic') await new Console(options).run();
  else await new CloudhsmCli({ ...options, errors: output }).runInteractive();
  if (lines.at(-1) === 'quit') after = look();
  expect(printed).not.toMatch(/"error_code": 1|^error: |RET_/m);
  expect(cluster.readUnsent().map(({ command, reason }) => [command, reason])).toEqual([]);
  const [first = '', ...others] = cluster.hsms.map((_, at) => tell(before[at], after[at]));
  for (const other of others) expect(other).toBe(first);
  return first;
}

/** What has become of an HSM, in the words of the page. */
function tell(before: HsmState | undefined, after: HsmState | undefined): string {
  if (before === undefined || after === undefined) throw new Error('it was not looked at');
  const told = [
    ...before.users.filter(({ name }) => !find(after, name)).map(({ name }) => `${name} is gone`),
    ...after.users.flatMap((user) => tellUser(find(before, user.name), user)),
    ...(['userManagement', 'miscCo'] as const)
      .filter((service) => before.mValues[service] !== after.mValues[service])
      .map((service) => `M of ${SERVICES[service]} is ${after.mValues[service]}`),
    ...after.tokens
      .filter(({ record }) => before.tokens.every((token) => token.record !== record))
      .flatMap(({ record }) => decodeTokens(Buffer.from(record, 'base64')))
      .map(({ user, service }) => `${user} has a token for ${service === 3 ? 'user' : 'quorum'}`),
    ...after.sessions
      .filter(({ id }) => before.sessions.every((session) => session.id !== id))
      .map(({ user }) => `${after.users.find(({ id }) => id === user)?.name} is logged in`),
    ...(before.sessions.length > 0 && after.sessions.length === 0 ? ['nobody is logged in'] : []),
  ];
  return told.length === 0 ? 'nothing' : told.join(', ');
}

const SERVICES = { userManagement: 'user', miscCo: 'quorum' } as const;

function find(state: HsmState, name: string): User | undefined {
  return state.users.find((user) => user.name === name);
}

const KEYS = { quorumKey: 'key', secondFactor: 'second factor' } as const;

function tellUser(before: User | undefined, after: User): readonly string[] {
  const { name, type } = after;
  const told = before?.type === type ? [] : [`${name} is a ${type}`];
  if (before !== undefined && before.password.hash !== after.password.hash) {
    const password = PASSWORDS.find((each) => isPasswordRight(each, after.password));
    told.push(`the password of ${name} is ${password}`);
  }
  for (const key of ['quorumKey', 'secondFactor'] as const) {
    if (before?.[key]?.spki === after[key]?.spki) continue;
    const isOwn = after[key]?.spki === takeKey(name).spki.toString('base64');
    told.push(`${name} has ${isOwn ? 'a' : 'another'} ${KEYS[key]}`);
  }
  return told;
}

const OFFICER_PLAN: ClusterPlan = {
  adminPassword: 'password',
  users: [
    ...OFFICERS.map((name) => ({ type: 'CO', name, password: 'password' }) as const),
    { type: 'CU', name: 'app', password: 'password' },
  ],
};

/** How the cluster of a table begins, as the page says above it. */
const PLANS: Readonly<Record<string, ClusterPlan>> = {
  'Users and log-ins': OFFICER_PLAN,
  'A new cluster': {},
  'The quorum is set up': OFFICER_PLAN,
  'Log-ins with a second factor': OFFICER_PLAN,
  'A quorum is on': {
    ...OFFICER_PLAN,
    users: (OFFICER_PLAN.users ?? []).map((user) =>
      user.type === 'CO' ? { ...user, publicKey: takeKey(user.name).spki } : user,
    ),
    mValues: { userManagement: 2, miscCo: 2 },
  },
};

const TABLES = readTables();

describe('docs/migration.md', () => {
  describe.each([...TABLES])('%s', (heading, rows) => {
    const cluster = createMemoryCluster(PLANS[heading]);
    const beginning = cluster.hsms.map((hsm) => hsm.inspectWhole());
    it.each(rows.map((row) => [row.classic.join(', '), row] as const))('%s', async (_, row) => {
      for (const client of ['classic', 'sdk5'] as const) {
        const folder = mkdtempSync(join(root, 'play-'));
        for (const name of OFFICERS) {
          const { privatePem, publicPem } = takeKey(name);
          writeFileSync(join(folder, `${name}.key`), privatePem, { mode: 0o600 });
          writeFileSync(join(folder, `${name}.pub`), publicPem);
        }
        cluster.replaceAll({ settings: cluster.readSettings(), states: beginning, digest: null });
        expect([client, await play(client, row[client], cluster, folder)]).toEqual([
          client,
          row.afterwards,
        ]);
      }
    });
  });

  it('begins each table with a cluster of its own', () => {
    expect([...TABLES.keys()]).toEqual(Object.keys(PLANS));
  });

  it('has every command of the classic console: in a row, or among those without a counterpart', () => {
    const typed = [...TABLES.values()]
      .flat()
      .flatMap(({ classic }) => classic.map((line) => line.split(' ')[0]));
    const [, gone = ''] = /^## What has no counterpart\n(.*?)^## /ms.exec(PAGE) ?? [];
    const without = [...gone.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) =>
      cell.split(', ').map((word) => word.replaceAll('`', '')),
    );
    const names = COMMANDS.map(({ name }) => name);
    expect(names.filter((name) => !typed.includes(name) && !without.includes(name))).toEqual([]);
    expect(without.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('has every command of the newer console that is about users and quorum', () => {
    const typed = [...TABLES.values()].flat().flatMap(({ sdk5 }) => sdk5);
    const commands = commandsOf(textsOf(FIRST_SDK5_EDITION)).map(({ path }) => path.join(' '));
    const isTyped = (name: string): boolean =>
      typed.some((line) => name.split(' ').every((word) => line.split(' ').includes(word)));
    // What the classic clients did with keys, they did in another program, and the console in part.
    const missing = commands.filter((name) => !/^(?:key|crypto) /.test(name) && !isTyped(name));
    // In prose alone: certificates, which the classic console knows nothing of, and a second cluster.
    expect(missing.filter((name) => !name.startsWith('cluster mtls'))).toEqual(['user replicate']);
  });
});
