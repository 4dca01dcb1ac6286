/** What a new cluster can be, and what it is told that it cannot. */
import { describe, expect, it } from 'vitest';

import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import { createClusterStates, type NewCluster } from '../../../src/hsm/machine/create-state.ts';
import { makeRandom, PASSWORD } from './bare-hsm.ts';

const officers = (count: number): NewCluster['users'] =>
  Array.from({ length: count }, (_, n) => ({
    type: 'CO',
    name: `officer${n}`,
    password: PASSWORD,
  }));

const create = (cluster: Partial<NewCluster> = {}) =>
  createClusterStates({
    servers: 1,
    rules: FLAVOUR_RULES.classic,
    random: makeRandom(1),
    adminPassword: PASSWORD,
    ...cluster,
  });

/** The code and values of the failure. */
function failureOf(cluster: Partial<NewCluster>): readonly unknown[] {
  try {
    create(cluster);
  } catch (error) {
    const { code, values } = error as { code: string; values: object };
    return [code, values];
  }
  throw new Error('there is such a cluster');
}

describe('a new cluster', () => {
  it('has 1,024 users at most, admin and app_user among them', () => {
    expect(create({ users: officers(1022) ?? [] })[0]?.users.length).toBe(1024);
    expect(failureOf({ users: officers(1023) ?? [] })).toEqual([
      'user-count',
      { count: 1025, maximum: 1024 },
    ]);
  });

  it('is of type hsm1 unless it is said, with a serial number in capitals', () => {
    const [one] = create();
    expect(one).toMatchObject({
      type: 'hsm1',
      serialNumber: expect.stringMatching(/^[0-9A-F]{16}$/),
    });
    expect(create({ type: 'hsm2m' })[0]?.type).toBe('hsm2m');
  });

  it('has M values from 1 to the number of its officers, in whole numbers', () => {
    const users = officers(2) ?? [];
    for (const m of [1, 2, 3]) {
      expect(create({ users, mValues: { miscCo: m } })[0]?.mValues).toEqual({
        ...{ userManagement: 1, miscCo: m, clusterManagement: 1 },
      });
    }
    for (const m of [0, -1, 1.5, 2.5, 4, Number.NaN]) {
      expect(failureOf({ users, mValues: { miscCo: m } })).toEqual([
        'new-m-value',
        { m, maximum: 3 },
      ]);
    }
  });

  it('has an M value of the cluster where HSMs of its type have one', () => {
    const mValues = { clusterManagement: 2 };
    const users = officers(1) ?? [];
    expect(create({ users, type: 'hsm2m', mValues })[0]?.mValues.clusterManagement).toBe(2);
    for (const type of [undefined, 'hsm1'] as const) {
      expect(failureOf({ users, mValues, ...(type && { type }) })).toEqual([
        'new-m-service',
        { service: 7 },
      ]);
    }
    expect(create({ users, mValues: { clusterManagement: 1 } })).toHaveLength(1);
  });
});
