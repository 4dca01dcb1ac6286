import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bringUpToDate, FORMAT_VERSION } from '../../../src/hsm/migrations/bring-up-to-date.ts';

/** What an HSM has that version 1 knew nothing of. */
const NEW_IN_HSM = {
  type: 'hsm1',
  timeouts: { generated: 600, approved: 600 },
  mtls: { anchors: [], enforcement: 'none' },
  challenges: [],
  keys: { count: 0, directories: [], sessionKeys: [], retired: [] },
};

const digest = (n: number) => n.toString(16).padStart(64, '0');

describe('from version 1', () => {
  it('a clock that was put further than a number can tell stands at the end of its range', () => {
    const settings = (clock: object) => bringUpToDate('settings', { clock, faults: [] }, 1);
    expect(settings({ kind: 'running', offset: 1.1e16 })).toMatchObject({
      clock: { kind: 'running', offset: 253_402_300_799_000 },
    });
    expect(settings({ kind: 'running', offset: 94_000 })).toEqual({
      clock: { kind: 'running', offset: 94_000 },
      faults: [],
      checksKeyAvailability: true,
      stores: '.',
      replaced: null,
      operator: { head: { sequence: 0, hash: '0'.repeat(64) }, events: [] },
      unsent: [],
    });
  });

  it('a token forgets signed files that no approval is over, which were too many to be read again', () => {
    const digests = Array.from({ length: 22 }, (_, n) => digest(n));
    const approvals = [
      { user: 3, key: 3, digest: 21 },
      { user: 4, key: 4, digest: 0 },
    ];
    const server = { hsm: { tokens: [{ digests, approvals }] } };
    expect(bringUpToDate('server', server, 1)).toEqual({
      hsm: {
        ...NEW_IN_HSM,
        tokens: [
          {
            client: 'classic',
            digests: [digest(0), digest(21)],
            approvals: [
              { user: 3, key: 3, digest: 1 },
              { user: 4, key: 4, digest: 0 },
            ],
          },
        ],
      },
    });
  });

  it('the last refusal becomes the only one that is kept, and nothing is known to have gone through since', () => {
    const refusal = { op: 'login', error: 'RET_FAULT', reason: 'a fault says so', at: 5 };
    const server = (lastRefusal: unknown) => bringUpToDate('server', { log: [], lastRefusal }, 1);
    expect(server(refusal)).toEqual({
      log: [],
      refusals: [{ ...refusal, client: 'classic', succeeded: null }],
    });
    expect(server(null)).toEqual({ log: [], refusals: [] });
  });

  it('token ids that were used up begin again', () => {
    const next = (token: number) => bringUpToDate('server', { hsm: { next: { token } } }, 1);
    expect(next(65_536)).toEqual({ hsm: { ...NEW_IN_HSM, next: { handle: 6, token: 1 } } });
    expect(next(65_535)).toEqual({ hsm: { ...NEW_IN_HSM, next: { handle: 6, token: 65_535 } } });
  });

  it('what an HSM holds is of the classic console, without second factors', () => {
    const user = { id: 1, name: 'admin' };
    const hsm = {
      mValues: { userManagement: 3, miscCo: 2 },
      users: [user],
      sessions: [{ id: '0x1', user: 1 }],
      undo: { operation: '1', before: user },
    };
    expect(bringUpToDate('server', { hsm }, 1)).toEqual({
      hsm: {
        ...NEW_IN_HSM,
        mValues: { userManagement: 3, miscCo: 2, clusterManagement: 1 },
        users: [{ ...user, secondFactor: null }],
        sessions: [{ id: '0x1', user: 1, client: 'classic' }],
        undo: { operation: '1', before: { ...user, secondFactor: null } },
      },
    });
  });

  it('a cluster is of the only type that there was, and of the usual edition of the newer command line', () => {
    const kind = {
      type: 'hsm1',
      sdk5: {
        edition: '2026',
        tokenPath: 'path',
        valueSet: 'small',
        numbers: 'plain',
        keyQuorum: 'both-above-1',
      },
    };
    expect(bringUpToDate('identity', { flavour: 'oci' }, 1)).toEqual({ flavour: 'oci', ...kind });
    expect(bringUpToDate('dump', { flavour: 'oci', servers: [] }, 1)).toEqual({
      flavour: 'oci',
      ...kind,
      servers: [],
      keys: [],
    });
  });
});

it('what is not as it should be is handed on, whatever it is, for the schema to judge', () => {
  const part = fc.constantFrom('identity', 'settings', 'server', 'dump');
  const version = fc.integer({ min: 1, max: FORMAT_VERSION });
  const names = fc.constantFrom(
    'hsm',
    'tokens',
    'next',
    'digests',
    'approvals',
    'clock',
    'servers',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 5 }, fc.anything({ maxDepth: 1 }), tie('object'), tie('list')),
    object: fc.dictionary(names, tie('tree'), { maxKeys: 4 }),
    list: fc.array(tie('tree'), { maxLength: 3 }),
  }));
  fc.assert(
    fc.property(part, tree, version, (kind, value, from) => {
      expect(() => bringUpToDate(kind, value, from)).not.toThrow();
    }),
    { numRuns: 500 },
  );
});
