/** Keys that are shared, and whose attributes are set. */
import { describe, expect, it } from 'vitest';

import type { HsmType } from '../../../../src/hsm/hsm-types.ts';
import type { NamedUser } from '../../../../src/hsm/key-protocol.ts';
import { KEY_ATTRIBUTE_NAMES, type KeyAttributeName } from '../../../../src/hsm/keys.ts';
import type { HsmRequest } from '../../../../src/hsm/protocol.ts';
import { KeyHsm, P384 } from './key-hsm.ts';

function makeWorld(type: HsmType = 'hsm2m') {
  const hsm = new KeyHsm({ type });
  const owner = hsm.openSession('cu1');
  const handle = hsm.makeSecret(owner);
  const code = (request: HsmRequest): string => {
    const reply = hsm.ask(request);
    return reply.ok ? 'ok' : reply.reason.code;
  };
  const share = (user: NamedUser, op: 'shareKey' | 'unshareKey' = 'shareKey', session = owner) =>
    code({ op, session, handle, user });
  const set = (attribute: KeyAttributeName, value: boolean | string, session = owner) =>
    code({ op: 'setKeyAttribute', session, handle, attribute, value });
  return { hsm, owner, handle, code, share, set };
}

const user = (name: string, type = 'CU'): NamedUser => ({ type, name });

describe('a key is shared', () => {
  it('with crypto users by name or id, and no more when it is taken back', () => {
    const { hsm, owner, handle, share } = makeWorld();
    const sharers = () => hsm.key(owner, handle).sharedWith.map(({ name }) => name);
    const id = hsm.state.users.find(({ name }) => name === 'cu3')?.id ?? 0;
    expect([share(user('cu2')), share(id), share(user('CU4'))]).toEqual(['ok', 'ok', 'ok']);
    expect(sharers()).toEqual(['cu2', 'cu3', 'cu4']);
    const sharer = hsm.openSession('cu3');
    expect(hsm.key(sharer, handle).handle).toBe(handle);
    expect(share(id, 'unshareKey')).toBe('ok');
    expect(sharers()).toEqual(['cu2', 'cu4']);
    expect(hsm.must({ op: 'findKeys', session: sharer, filter: {} }).handles).toEqual([]);
  });

  it('never twice, with oneself, with officers, with nobody, or by others than its owner', () => {
    const { hsm, share } = makeWorld();
    share(user('cu2'));
    expect(share(user('cu2'))).toBe('key-shared-already');
    expect(share(user('cu1'))).toBe('key-share-owner');
    expect(share(user('officer1', 'CO'))).toBe('key-share-type');
    expect(share(user('officer1'))).toBe('user-of-other-type');
    expect(share(user('nobody'))).toBe('user-unknown');
    expect(share(4242)).toBe('user-id-unknown');
    expect(share(Number.NaN)).toBe('number-malformed');
    expect(share(user('cu3'), 'unshareKey')).toBe('key-not-shared');
    expect(share(user('cu3'), 'shareKey', hsm.openSession('cu2'))).toBe('key-of-another');
    expect(share(user('cu3'), 'shareKey', hsm.openSession('cu3'))).toBe('key-unknown');
    expect(share(user('cu3'), 'shareKey', hsm.openSession('officer1'))).toBe('not-a-crypto-user');
  });

  it('with nobody any more, once who shared it is gone', () => {
    const { hsm, owner, handle, share } = makeWorld();
    share(user('cu2'));
    share(user('cu3'));
    const session = hsm.openSession('officer1');
    hsm.must({ op: 'deleteUser', session, type: 'CU', name: 'cu2' });
    const id = hsm.state.users.find(({ name }) => name === 'cu3')?.id;
    expect(hsm.key(owner, handle).sharedWith).toEqual([{ id, name: 'cu3' }]);
  });

  it('with nobody who is named by no number, and not where the key is', () => {
    const { hsm, owner, handle } = makeWorld();
    const malformed = (field: string) => ({
      ok: false,
      error: 'RET_INVALID_INPUT',
      reason: { code: 'number-malformed', field },
    });
    const request = { op: 'shareKey', session: owner, user: user('cu2') } as const;
    expect(hsm.ask({ ...request, handle, user: Number.NaN })).toEqual(malformed('id'));
    expect(hsm.ask({ ...request, handle: Number.NaN })).toEqual(malformed('handle'));
  });

  it('but a public key is not', () => {
    const { hsm, owner, code } = makeWorld();
    const { publicHandle: handle } = hsm.makePairOf(owner, P384);
    expect(code({ op: 'shareKey', session: owner, handle, user: user('cu2') })).toBe(
      'key-share-public',
    );
  });
});

describe('an attribute', () => {
  it('is set by the owner, as the table of the guide lets it', () => {
    // AWS CloudHSM user guide, "Key attributes for CloudHSM CLI": "Can be modified".
    const flags = [
      'encrypt',
      'decrypt',
      'destroyable',
      'sign',
      'verify',
      'wrap',
      'unwrap',
    ] as const;
    const { hsm, owner, handle, set } = makeWorld();
    for (const name of [...flags, 'derive'] as const) {
      for (const value of [true, false, true]) {
        expect([name, set(name, value)]).toEqual([name, 'ok']);
        expect(hsm.key(owner, handle).attributes[name]).toBe(value);
      }
    }
    expect(set('label', 'ü'.repeat(127))).toBe('ok');
    expect(set('id', 'AB00')).toBe('ok');
    expect(hsm.key(owner, handle).attributes).toMatchObject({ label: 'ü'.repeat(127), id: 'ab00' });
  });

  it('is never set where it is computed', () => {
    const { hsm, owner, handle, set } = makeWorld();
    const settable = new Set(
      'label id encrypt decrypt token derive destroyable extractable modifiable sign unwrap verify wrap wrap-with-trusted'.split(
        ' ',
      ),
    );
    const before = hsm.key(owner, handle);
    for (const name of KEY_ATTRIBUTE_NAMES.filter((one) => !settable.has(one))) {
      for (const value of [true, false, '', 'aes']) {
        expect([name, set(name, value)]).toEqual([name, 'key-attribute-refused']);
      }
    }
    for (const name of settable) {
      const wrong = name === 'label' || name === 'id' ? true : 'true';
      expect(set(name as KeyAttributeName, wrong)).toBe('key-attribute-refused');
    }
    expect(hsm.key(owner, handle)).toEqual(before);
  });

  it('says in the refusal what cannot be set to what', () => {
    const { hsm, owner, handle } = makeWorld();
    // Of a measurement: "Attribute extractable cannot be set to the value true by the user for this operation".
    const request = { op: 'setKeyAttribute', session: owner, handle } as const;
    expect(hsm.ask({ ...request, attribute: 'extractable', value: true })).toMatchObject({
      reason: { code: 'key-attribute-refused', attribute: 'extractable', value: 'true' },
    });
  });

  it('goes one way where it goes one way only: extractable on hsm2m, modifiable, token, wrap-with-trusted', () => {
    const { hsm, owner, handle, set } = makeWorld();
    // AWS CloudHSM user guide, "Trusted key attributes": "Once you set CKA_WRAP_WITH_TRUSTED to true, the attribute
    // becomes read-only and you cannot change or remove the attribute."
    expect(set('wrap-with-trusted', false)).toBe('key-attribute-refused');
    expect(set('wrap-with-trusted', true)).toBe('ok');
    expect(set('wrap-with-trusted', false)).toBe('key-attribute-refused');
    expect(hsm.key(owner, handle).attributes['wrap-with-trusted']).toBe(true);
    expect(set('extractable', false)).toBe('ok');
    expect(set('extractable', true)).toBe('key-attribute-refused');
    expect(hsm.key(owner, handle).attributes).toMatchObject({
      extractable: false,
      'never-extractable': false,
    });
    expect(set('token', false)).toBe('key-attribute-refused');
    expect(set('modifiable', false)).toBe('ok');
    for (const [name, value] of [
      ['modifiable', true],
      ['label', 'other'],
      ['encrypt', true],
    ] as const) {
      expect(set(name, value)).toBe('key-attribute-refused');
    }
    const officer = hsm.openSession('officer1');
    expect(set('trusted', true, officer)).toBe('key-attribute-refused');
  });

  it('makes a key of a session stay', () => {
    const { hsm, owner, code } = makeWorld();
    const handle = hsm.makeSecret(owner, { isSession: true });
    const attribute = 'token' as const;
    expect(code({ op: 'setKeyAttribute', session: owner, handle, attribute, value: true })).toBe(
      'ok',
    );
    hsm.must({ op: 'logout', session: owner });
    expect(hsm.key(hsm.openSession('cu1'), handle).attributes.token).toBe(true);
    expect(hsm.state.keys.sessionKeys).toEqual([]);
  });

  it('leaves a key of a session one, unless it is that which makes it stay', () => {
    const { hsm, owner, code } = makeWorld();
    const [one = 0, other = 0] = ['a', 'b'].map((label) =>
      hsm.makeSecret(owner, { label, isSession: true }),
    );
    const kept = () => hsm.state.keys.sessionKeys;
    const set = (attribute: KeyAttributeName, value: boolean | string) =>
      code({ op: 'setKeyAttribute', session: owner, handle: one, attribute, value });
    const [ofOne, ofOther] = [one, other].map((handle) => ({ handle, session: owner }));
    expect([set('label', 'c'), kept()]).toEqual(['ok', [ofOne, ofOther]]);
    expect([set('token', true), kept()]).toEqual(['ok', [ofOther]]);
    hsm.must({ op: 'logout', session: owner });
    const later = hsm.openSession('cu1');
    expect(hsm.key(later, one).attributes).toMatchObject({ label: 'c', token: true });
    expect(hsm.must({ op: 'getKeys', session: later, handles: [other] }).keys).toEqual([]);
  });

  it.each(['id', 'derive', 'extractable'] as const)('%s is not set on hsm1', (name) => {
    const { set } = makeWorld('hsm1');
    expect(set(name, name === 'id' ? '00' : false)).toBe('key-attribute-refused');
    expect(set('encrypt', true)).toBe('ok');
  });

  it('trusted is set by officers, who set nothing else; nobody sets another user’s', () => {
    const { hsm, set } = makeWorld();
    const officer = hsm.openSession('officer1');
    expect(set('trusted', true)).toBe('key-attribute-refused');
    expect(set('trusted', true, officer)).toBe('ok');
    expect(set('label', 'a', officer)).toBe('key-attribute-refused');
    expect(set('label', 'a', hsm.openSession('cu2'))).toBe('key-unknown');
  });
});

describe('findAllKeys', () => {
  it('tells an officer what a user owns and shares, and a hash of who has what', () => {
    const { hsm, owner, handle, share } = makeWorld();
    const { publicHandle, privateHandle } = hsm.makePairOf(owner, P384, { sharedWith: ['cu2'] });
    const officer = hsm.openSession('officer1');
    const idOf = (name: string) => hsm.state.users.find((one) => one.name === name)?.id ?? 0;
    const find = (name: string, withHash = true) =>
      hsm.must({ op: 'findAllKeys', session: officer, user: idOf(name), withHash });
    const { keys, hash } = find('cu1');
    expect(keys).toEqual(
      [handle, publicHandle, privateHandle].map((one) => ({ handle: one, isOwned: true })),
    );
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(find('cu2')).toMatchObject({ keys: [{ handle: privateHandle, isOwned: false }], hash });
    expect(find('cu3').hash).toBeUndefined();
    expect(find('cu1', false).hash).toBeUndefined();
    share(user('cu3'));
    expect(find('cu1').hash).not.toBe(hash);
    const request = {
      op: 'findAllKeys',
      session: owner,
      user: idOf('cu1'),
      withHash: false,
    } as const;
    expect(hsm.refused(request).error).toBe('RET_PERMISSION_DENIED');
    expect(hsm.refused({ ...request, session: officer, user: 4242 }).error).toBe(
      'RET_USER_DOES_NOT_EXIST',
    );
  });
});
