import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../src/failure.ts';
import type { SeedIssue } from '../../../src/failure-codes/hsm-files.ts';
import { planSeed } from '../../../src/hsm/cluster/plan-seed.ts';
import { readSeedFile } from '../../../src/hsm/cluster/seed-file.ts';
import { FLAVOUR_NAMES } from '../../../src/hsm/flavours.ts';
import { describeSeedIssue } from '../../../src/words/failures/hsm-files.ts';

/** The schema for editors has to say the same as the code; every case is put to both. */
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const isBySchema = ajv.compile(JSON.parse(readFileSync('docs/seed.schema.json', 'utf8')));

/** All that is wrong with a seed file; nothing where it is read. */
function issuesOf(value: unknown): readonly SeedIssue[] {
  try {
    readSeedFile(value);
    return [];
  } catch (error) {
    if (!isFailure(error) || error.code !== 'seed-malformed') throw error;
    return error.values.issues;
  }
}

describe('a seed file', () => {
  it.each(FLAVOUR_NAMES)('may name the flavour %s', (flavour) => {
    expect(issuesOf({ flavour })).toEqual([]);
    expect(isBySchema({ flavour })).toBe(true);
  });

  it.each<[string, unknown, unknown]>([
    ['nothing', {}, { users: [], faults: [] }],
    [
      'users with what they have by default',
      { users: [{ name: 'officer1' }] },
      {
        adminPassword: 'password',
        users: [{ type: 'CO', name: 'officer1', password: 'password' }],
        faults: [],
      },
    ],
    [
      'everything',
      {
        schemaVersion: 1,
        servers: ['10.0.0.1', { hostname: 'hsm.example', name: 'two', port: 99 }],
        flavour: 'aws-2023',
        type: 'hsm2m',
        sdk5: { edition: 2023, tokenPath: 'filepath', valueSet: 'capitals', numbers: 'objects' },
        clock: '2026-01-01T00:00:00Z',
        seed: 7,
        adminPassword: 'secret secret',
        users: [
          { type: 'CU', name: 'App_1', password: 'pass word', key: 'keys/app.pub' },
          { type: 'CO', name: 'one', key: 'keys/one.pub' },
        ],
        mValues: { userManagement: 2, miscCo: 1, clusterManagement: 2 },
        faults: ['drop server=1'],
      },
      {
        servers: [
          { name: '10.0.0.1', hostname: '10.0.0.1', port: 2225 },
          { name: 'two', hostname: 'hsm.example', port: 99 },
        ],
        flavour: 'aws-2023',
        type: 'hsm2m',
        sdk5: { edition: '2023', tokenPath: 'filepath', valueSet: 'capitals', numbers: 'objects' },
        clock: 1_767_225_600_000,
        seed: '7',
        adminPassword: 'secret secret',
        users: [
          { type: 'CU', name: 'App_1', password: 'pass word', key: 'keys/app.pub' },
          { type: 'CO', name: 'one', password: 'password', key: 'keys/one.pub' },
        ],
        mValues: { userManagement: 2, miscCo: 1, clusterManagement: 2 },
        faults: ['drop server=1'],
      },
    ],
  ])('with %s is read', (_, value, expected) => {
    expect(readSeedFile(value)).toEqual(expected);
    expect(isBySchema(value), JSON.stringify(isBySchema.errors)).toBe(true);
  });

  it.each<[string, unknown, readonly (string | number)[], string]>([
    ['a list', [], [], 'expected an object, found a list'],
    ['null', null, [], 'expected an object, found null'],
    [
      'a number for a name',
      { users: [{ name: 5 }] },
      ['users', 0, 'name'],
      'expected a text, found 5',
    ],
    ['an unknown key', { user: [] }, ['user'], 'unknown key'],
    ['another version', { schemaVersion: 2 }, ['schemaVersion'], 'expected 1'],
    ['no name', { users: [{}] }, ['users', 0, 'name'], 'missing'],
    ['a name that is none', { users: [{ name: 'a b' }] }, ['users', 0, 'name'], 'letters, digits'],
    [
      'a short password',
      { users: [{ name: 'a', password: '123456' }] },
      ['users', 0, 'password'],
      'expected 7 to 32',
    ],
    [
      'a number for a password',
      { users: [{ name: 'a', password: 12_345_678 }] },
      ['users', 0, 'password'],
      'put it in quotes',
    ],
    ['an appliance user', { users: [{ name: 'a', type: 'AU' }] }, ['users', 0, 'type'], 'CO or CU'],
    ['an M of 0', { mValues: { miscCo: 0 } }, ['mValues', 'miscCo'], 'expected 1'],
    ['an M of 21', { mValues: { miscCo: 21 } }, ['mValues', 'miscCo'], '20 at most'],
    ['no servers', { servers: [] }, ['servers'], 'at least 1 server'],
    ['29 servers', { servers: Array(29).fill('a') }, ['servers'], '28 servers at most'],
    ['an address with blanks', { servers: ['a b'] }, ['servers', 0], 'host name'],
    ['a port beyond all ports', { servers: [{ hostname: 'a', port: 65_536 }] }, ['servers', 0], ''],
    ['a kind of HSM that is none', { type: 'hsm3' }, ['type'], 'expected hsm1 or hsm2m'],
    ['another year', { sdk5: { edition: '2024' } }, ['sdk5', 'edition'], 'expected 2026 or 2023'],
    [
      'no kind of numbers',
      { sdk5: { numbers: 1 } },
      ['sdk5', 'numbers'],
      'expected plain or objects',
    ],
    ['another choice', { sdk5: { path: 'path' } }, ['sdk5', 'path'], 'unknown key'],
    ['a time that is none', { clock: 'noon' }, ['clock'], 'expected a time'],
  ])('with %s is refused', (_, value, path, message) => {
    const [issue] = issuesOf(value);
    if (issue === undefined) throw new Error('it was read');
    expect(issue.path.slice(0, path.length)).toEqual(path);
    expect(describeSeedIssue(issue)).toContain(message);
    expect(isBySchema(value)).toBe(false);
  });

  it('tells all that is wrong', () => {
    const issues = issuesOf({ users: [{ name: '' }, { name: 'b', password: '1' }], x: 1 });
    expect(issues).toHaveLength(3);
  });

  it('is not read through what its keys inherit', () => {
    expect(issuesOf(JSON.parse('{"__proto__":{"seed":"7"}}'))).toEqual([
      { path: ['__proto__'], problem: { code: 'shape', detail: { code: 'unknown-key' } } },
    ]);
  });
});

describe('what goes beyond the schema', () => {
  const officers = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `o${index}` }));

  it.each<[string, unknown, readonly (string | number)[], string]>([
    [
      'an edition that there is not',
      { flavour: 'vanilla' },
      ['flavour'],
      "'vanilla', expected one of classic",
    ],
    [
      'an M value that an hsm1 has not',
      { mValues: { clusterManagement: 2 } },
      ['mValues', 'clusterManagement'],
      'an HSM of type hsm1 has no M value for it',
    ],
    [
      'a server twice',
      { servers: ['a', { hostname: 'a', port: 1 }] },
      ['servers', 1],
      'a is there twice',
    ],
    [
      'a user twice',
      { users: [{ name: 'o' }, { name: 'O' }] },
      ['users', 1, 'name'],
      'o is there twice',
    ],
    [
      'the admin',
      { users: [{ name: 'Admin' }] },
      ['users', 0, 'name'],
      'every HSM has admin already',
    ],
    [
      'an M above the officers',
      { users: [{ name: 'a', type: 'CU' }], mValues: { miscCo: 2 } },
      ['mValues', 'miscCo'],
      '2, with 1 crypto officer',
    ],
    [
      'an M of 9 in 2023',
      { flavour: 'aws-2023', users: officers(9), mValues: { userManagement: 9 } },
      ['mValues', 'userManagement'],
      '8 at most',
    ],
    [
      'a fault on no server',
      { servers: ['a'], faults: ['drop server=0', 'drop server=1'] },
      ['faults', 1],
      "'server=1'",
    ],
  ])('%s is refused, with its place', (_, value, path, message) => {
    const [first, ...others] = issuesOf(value);
    expect(others).toEqual([]);
    expect(first?.path).toEqual(path);
    expect(first?.problem.code).not.toBe('shape');
    const words = first && describeSeedIssue(first);
    expect(words).toContain(`${path.join('.')}: `);
    expect(words).toContain(message);
  });

  it('M up to the number of officers is none', () => {
    expect(issuesOf({ users: officers(1), mValues: { userManagement: 2, miscCo: 1 } })).toEqual([]);
    // The command line may have officers for it.
    expect(issuesOf({ mValues: { userManagement: 2 } })).toEqual([]);
  });
});

describe('the plan of a seed file', () => {
  it('has the keys that were read for its users, its clock and its faults', async () => {
    const key = Uint8Array.of(1, 2, 3);
    const asked: string[] = [];
    const seed = readSeedFile({
      clock: '2026-01-01',
      users: [{ name: 'one', key: 'one.pub' }, { name: 'two' }],
      faults: ['drop server=1'],
    });
    const plan = await planSeed(seed, (user) => {
      asked.push(`${user.name} ${user.key}`);
      return Promise.resolve(key);
    });
    expect(asked).toEqual(['one one.pub']);
    expect(plan).toEqual({
      adminPassword: 'password',
      clock: { kind: 'standing', at: 1_767_225_600_000 },
      users: [
        { type: 'CO', name: 'one', password: 'password', publicKey: key },
        { type: 'CO', name: 'two', password: 'password' },
      ],
      faults: [{ kind: 'drop', server: 1 }],
    });
  });
});
