/** What must hold between the parts of a state; a state that does not is not one that the machine made. */
import { describe, expect, it } from 'vitest';

import type { HsmState, Session, Token, User } from '../../../src/hsm/machine/state.ts';
import { findContradiction } from '../../../src/hsm/machine/state-invariants.ts';
import { validateState } from '../../../src/hsm/machine/validate-state.ts';
import { BareHsm } from './bare-hsm.ts';

function makeState(): HsmState {
  const hsm = new BareHsm({ exponent: 3, mValues: { userManagement: 2, miscCo: 2 } });
  const session = hsm.openSession('officer1');
  for (const service of [3, 4]) hsm.getToken(session, 'officer1', service);
  return hsm.state;
}

const STATE = makeState();
const [SESSION] = STATE.sessions as [Session];
const [TOKEN, OTHER_TOKEN] = STATE.tokens as [Token, Token];
const [ADMIN] = STATE.users as [User];

/** Pages of keys, by the numbers of their directories. */
const keys = (
  count: number,
  numbers: readonly number[],
  sessionKeys: HsmState['keys']['sessionKeys'] = [],
): Partial<HsmState> => ({
  keys: {
    ...{ count, sessionKeys, retired: [] },
    directories: numbers.map((number) => ({ number, object: `${number}` })),
  },
});
const sessionKey = (handle: number, session = SESSION.id) => ({ handle, session });
const admin = (change: Partial<User>): Partial<HsmState> => ({
  users: STATE.users.map((user) => (user === ADMIN ? { ...ADMIN, ...change } : user)),
});
const anchor = { reference: 1, certificate: 'AAAA' } as const;
const mtls = (enforcement: 'none' | 'cluster', anchors: readonly (typeof anchor)[]) => ({
  mtls: { enforcement, anchors },
});
const spki = 'AAAA';

const PAGES = { problem: 'key-pages' };
const repeated = (what: string, value: string | number) => ({ problem: 'repeated', what, value });

describe('a state', () => {
  it.each<[string, Partial<HsmState>]>([
    ['as the machine made it', {}],
    ['with as many keys as an HSM holds', keys(3_300, [0])],
    ['with as many as one of the other type holds', { ...keys(16_666, [0]), type: 'hsm2m' }],
    ['with as many pages as keys', keys(2, [0, 1])],
    ['with pages in order, and gaps between them', keys(3, [3, 5, 9])],
    ['with as many session keys as keys', keys(2, [0], [sessionKey(6), sessionKey(7)])],
    [
      'with one key for both under one id',
      admin({ quorumKey: { id: 1, spki }, secondFactor: { id: 1, spki } }),
    ],
    ['with an anchor that is asked for', { type: 'hsm2m', ...mtls('cluster', [anchor]) }],
    [
      'with an M value of the cluster',
      { type: 'hsm2m', mValues: { ...STATE.mValues, clusterManagement: 2 } },
    ],
  ])('%s holds', (_, change) => {
    expect(findContradiction({ ...STATE, ...change })).toBeUndefined();
  });

  it.each<[string, Partial<HsmState>, object]>([
    ['one session twice', { sessions: [SESSION, SESSION] }, repeated('session', SESSION.id)],
    ['one token twice', { tokens: [TOKEN, TOKEN] }, repeated('token', TOKEN.record)],
    [
      'two tokens of one id',
      { tokens: [TOKEN, { ...OTHER_TOKEN, record: withIdOf(OTHER_TOKEN, TOKEN) }] },
      repeated('token-id', 1),
    ],
    [
      'a token that is none',
      { tokens: [TOKEN, { ...OTHER_TOKEN, record: Buffer.alloc(80).toString('base64') }] },
      { problem: 'token-record', index: 1 },
    ],
    [
      'a user id that is the next one',
      { next: { ...STATE.next, user: 5 } },
      { problem: 'beyond-next', what: 'user-id', value: 5, next: 5 },
    ],
    [
      'one key under two ids',
      admin({ quorumKey: { id: 1, spki }, secondFactor: { id: 2, spki } }),
      repeated('quorum-key', spki),
    ],
    [
      'two keys under one id',
      admin({ quorumKey: { id: 1, spki }, secondFactor: { id: 1, spki: 'BBBB' } }),
      repeated('quorum-key-id', 1),
    ],
    [
      'a key too many',
      keys(3_301, [0]),
      { problem: 'keys-too-many', count: 3_301, maximum: 3_300 },
    ],
    ['one page twice', keys(3, [0, 0]), PAGES],
    ['pages out of order', keys(3, [0, 2, 1]), PAGES],
    ['its first page behind the second', keys(3, [1, 0, 2]), PAGES],
    ['more pages than keys', keys(1, [0, 1]), PAGES],
    ['a page without keys', keys(0, [0]), PAGES],
    ['keys without a page', keys(1, []), PAGES],
    ['more session keys than keys', keys(1, [0], [sessionKey(6), sessionKey(7)]), PAGES],
    [
      'a key of a session that is over',
      keys(2, [0], [sessionKey(6), sessionKey(7, '0x99')]),
      { problem: 'key-session', handle: 7 },
    ],
    [
      'one session key twice',
      keys(2, [0], [sessionKey(6), sessionKey(6)]),
      repeated('session-key', 6),
    ],
    [
      'certificates asked for without an anchor',
      { type: 'hsm2m', ...mtls('cluster', []) },
      { problem: 'enforced-without-anchor' },
    ],
    [
      'an anchor where there are none',
      mtls('none', [anchor]),
      { problem: 'not-of-type', what: 'mtls' },
    ],
    [
      'an M value where there is none',
      { mValues: { ...STATE.mValues, clusterManagement: 2 } },
      { problem: 'not-of-type', what: 'm-value' },
    ],
  ])('with %s does not', (_, change, contradiction) => {
    expect(findContradiction({ ...STATE, ...change })).toEqual(contradiction);
  });

  it('is read with a key of 512 bytes, and with none of more', () => {
    const withKey = (bytes: number) => () =>
      validateState({
        ...STATE,
        ...admin({ quorumKey: { id: 1, spki: Buffer.alloc(bytes, 1).toString('base64') } }),
      });
    expect(withKey(512)).not.toThrow();
    expect(withKey(513)).toThrow(/state-malformed/);
  });

  it('is read with certificates in the one base64 that they have', () => {
    const withAnchor = (certificate: string) => () =>
      validateState({
        ...{ ...STATE, type: 'hsm2m' },
        mtls: { enforcement: 'none', anchors: [{ reference: 1, certificate }] },
      });
    expect(withAnchor('AAA=')).not.toThrow();
    for (const other of ['AAB=', 'AAA', 'AA A=']) expect(withAnchor(other)).toThrow(/malformed/);
  });
});

function withIdOf(token: Token, other: Token): string {
  const record = Buffer.from(token.record, 'base64');
  Buffer.from(other.record, 'base64').copy(record, 0, 0, 2);
  return record.toString('base64');
}
