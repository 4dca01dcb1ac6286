/** What records of the audit log tell of keys, and how officers and others look at who has which. */
import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { AuditEvent } from '../../../../src/hsm/audit-record.ts';
import type { HsmRequest } from '../../../../src/hsm/protocol.ts';
import { KeyHsm, P256, P384 } from './key-hsm.ts';

/** What a record tells of keys and of a user. */
function toldOf({ keys, user, attribute }: Partial<AuditEvent>): object {
  return { ...(keys && { keys }), ...(user && { user }), ...(attribute && { attribute }) };
}

function makeWorld() {
  const hsm = new KeyHsm();
  const session = hsm.openSession('cu1');
  const told = (request: HsmRequest) => {
    hsm.ask(request);
    return toldOf(hsm.log.at(-1) ?? {});
  };
  return { hsm, session, told };
}

const secret = (handle: number) => ({ keys: { secret: handle, public: 0 } });
const cu = (name: string) => ({ user: { name, type: 'CU' } });

describe('the audit log tells', () => {
  it('which keys were made', () => {
    const { hsm, session } = makeWorld();
    const pair = hsm.makePairOf(session, P256);
    expect(toldOf(hsm.log.at(-1) ?? {})).toEqual({
      keys: { secret: pair.privateHandle, public: pair.publicHandle },
    });
    expect(secret(hsm.makeSecret(session))).toEqual(toldOf(hsm.log.at(-1) ?? {}));
  });

  it('what of a key was to be changed, whether it was or not', () => {
    const { hsm, session, told } = makeWorld();
    const handle = hsm.makeSecret(session);
    const set = { op: 'setKeyAttribute', session, value: 'new' } as const;
    for (const one of [handle, 4242]) {
      expect(told({ ...set, handle: one, attribute: 'label' })).toEqual({
        ...secret(one),
        attribute: 'label',
      });
    }
    expect(told({ op: 'deleteKey', session, handle })).toEqual(secret(handle));
  });

  it('with which key another was wrapped or unwrapped', () => {
    const { hsm, session, told } = makeWorld();
    const [payload, wrapping] = [1, 2].map(() => hsm.makeSecret(session)) as [number, number];
    const mechanism = { type: 'rsa-pkcs' } as const;
    expect(told({ op: 'wrapKey', session, payload, wrapping, mechanism })).toEqual({
      keys: { secret: payload, public: 0, wrapping },
    });
    expect(
      told({
        ...{ op: 'unwrapKey', session, wrapping, mechanism, wrapped: Uint8Array.of(1) },
        ...{ type: 'aes', class: 'secret-key', key: { label: 'x' } },
      }),
    ).toEqual({ keys: { secret: 0, public: 0, wrapping } });
  });

  it('for which key a token was asked for', () => {
    const { hsm, session, told } = makeWorld();
    const get = { op: 'getToken', session, name: 'cu1' } as const;
    const key = hsm.makeSecret(session);
    expect(told({ ...get, service: 5, key })).toEqual({ ...secret(key), ...cu('cu1') });
    expect(told({ ...get, service: 5 })).toEqual(cu('cu1'));
  });

  it.each([
    [0xffff_ffff, true],
    [1, true],
    [0, false],
    [-1, false],
    [1.5, false],
    [0x1_0000_0000, false],
    [Number.NaN, false],
  ])('nothing that is no handle: %d', (handle, isTold) => {
    const { session, told } = makeWorld();
    expect(told({ op: 'deleteKey', session, handle })).toEqual(isTold ? secret(handle) : {});
  });

  it('with whom a key was to be shared, by the name that it knows', () => {
    const { hsm, session, told } = makeWorld();
    const handle = hsm.makeSecret(session);
    const idOf = (name: string) => hsm.state.users.find((one) => one.name === name)?.id ?? 0;
    for (const op of ['shareKey', 'unshareKey'] as const) {
      const ask = (user: Extract<HsmRequest, { op: 'shareKey' }>['user']) =>
        told({ op, session, handle, user });
      expect(ask({ type: 'CU', name: 'CU2' })).toEqual({ ...secret(handle), ...cu('cu2') });
      expect(ask({ type: 'CO', name: 'CU2' })).toEqual({ ...secret(handle), ...cu('cu2') });
      expect(ask(idOf('cu3'))).toEqual({ ...secret(handle), ...cu('cu3') });
      expect(ask({ type: 'Cu', name: 'Nobody' })).toEqual({
        ...secret(handle),
        user: { name: 'Nobody', type: 'Cu' },
      });
      expect(ask(4242)).toEqual(secret(handle));
    }
  });

  it('of a plain signature nothing, and of one that is refused that it was', () => {
    const { hsm, session, told } = makeWorld();
    const { privateHandle: handle } = hsm.makePairOf(session, P384);
    const mechanism = { type: 'ecdsa', hash: 'sha384', isDigest: false } as const;
    const before = hsm.log.length;
    const sign = { op: 'sign', session, handle, mechanism, data: Uint8Array.of(1) } as const;
    hsm.must(sign);
    expect(hsm.log.length).toBe(before);
    expect(told({ ...sign, handle: 4242 })).toEqual(secret(4242));
  });
});

describe('findAllKeys', () => {
  it('has a hash over owner and sharers of each key, whatever their order', () => {
    const hashes = [
      ['cu2', 'cu3'],
      ['cu3', 'cu2'],
    ].map((sharedWith) => {
      const hsm = new KeyHsm();
      const session = hsm.openSession('cu1');
      const idOf = (name: string) => hsm.state.users.find((one) => one.name === name)?.id ?? 0;
      const handles = [hsm.makeSecret(session, { sharedWith }), hsm.makeSecret(session)];
      const { hash, keys } = hsm.must({
        op: 'findAllKeys',
        session: hsm.openSession('officer1'),
        user: idOf('cu1'),
        withHash: true,
      });
      expect(keys).toEqual(handles.map((handle) => ({ handle, isOwned: true })));
      const lines = [
        [handles[0], idOf('cu1'), [idOf('cu2'), idOf('cu3')]],
        [handles[1], idOf('cu1'), []],
      ];
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      expect(hash).toBe(createHash('sha256').update(text).digest('hex'));
      return hash;
    });
    expect(hashes[0]).toBe(hashes[1]);
  });

  it('is for officers and appliance users', () => {
    const hsm = new KeyHsm();
    const answer = (name: string) =>
      hsm.ask({ op: 'findAllKeys', session: hsm.openSession(name), user: 4, withHash: true });
    for (const name of ['officer1', 'app_user']) {
      expect(answer(name)).toEqual({ ok: true, keys: [] });
    }
    expect(answer('cu1')).toEqual({
      ...{ ok: false, error: 'RET_PERMISSION_DENIED' },
      reason: { code: 'not-an-officer', user: 'cu1', userType: 'CU' },
    });
  });
});

it('the classic client lists to a crypto user its own tokens, and deletes them with it', () => {
  const hsm = new KeyHsm();
  hsm.client = 'classic';
  const [one, two] = ['cu1', 'cu2'].map((name) => hsm.openSession(name)) as [string, string];
  const quorum = { use: 1, manage: 0 };
  const key = hsm.makeSecret(one, { sharedWith: ['cu2'], quorum });
  const list = (session: string) =>
    hsm.must({ op: 'listTokens', session }).tokens.map(({ user }) => user);
  // Whoever has none is told so as any other user.
  hsm.keyToken(one, 'cu1', key);
  expect(hsm.refused({ op: 'delToken', session: two, tokens: 'all' }).error).toBe(
    'RET_PERMISSION_DENIED',
  );
  hsm.keyToken(two, 'cu2', key);
  expect([one, two, hsm.openSession('officer1')].map(list)).toEqual([
    ['cu1'],
    ['cu2'],
    ['cu1', 'cu2'],
  ]);
  expect(hsm.must({ op: 'delToken', session: two, tokens: 'all' }).deleted).toBe(1);
  expect(list(one)).toEqual(['cu1']);
  expect(hsm.refused({ op: 'delToken', session: one, tokens: 'everyone' }).error).toBe(
    'RET_PERMISSION_DENIED',
  );
});
