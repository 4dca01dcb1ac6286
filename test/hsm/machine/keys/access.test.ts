/** Who sees, uses, copies and deletes keys. */
import { describe, expect, it } from 'vitest';

import type { HsmRequest } from '../../../../src/hsm/protocol.ts';
import { KeyHsm, P384 } from './key-hsm.ts';

const ECDSA = { type: 'ecdsa', hash: 'sha384', isDigest: false } as const;
const DATA = Buffer.from('abc123');

/** cu1 has a pair that cu2 shares; cu3 has nothing to do with it. */
function makeWorld() {
  const hsm = new KeyHsm();
  const [owner = '', sharer = '', stranger = '', officer = ''] = [
    'cu1',
    'cu2',
    'cu3',
    'officer1',
  ].map((name) => hsm.openSession(name));
  const pair = hsm.makePairOf(owner, P384, { sharedWith: ['cu2'] });
  return { hsm, owner, sharer, stranger, officer, ...pair };
}

describe('a key', () => {
  it('is seen by its owner and its sharers, a public one by all crypto users, any by officers', () => {
    const { hsm, publicHandle, privateHandle, ...sessions } = makeWorld();
    const all = [publicHandle, privateHandle];
    const seen = (session: string) => [
      hsm.must({ op: 'findKeys', session, filter: {} }).handles,
      hsm.must({ op: 'getKeys', session, handles: [...all, 4242] }).keys.map((key) => key.handle),
      hsm.must({ op: 'findKeys', session, filter: { handle: privateHandle } }).handles,
    ];
    expect(seen(sessions.owner)).toEqual([all, all, [privateHandle]]);
    expect(seen(sessions.sharer)).toEqual([all, all, [privateHandle]]);
    expect(seen(sessions.officer)).toEqual([all, all, [privateHandle]]);
    expect(seen(sessions.stranger)).toEqual([[publicHandle], [publicHandle], []]);
  });

  it('is found by what holds of it, all at once', () => {
    const { hsm, owner, publicHandle, privateHandle } = makeWorld();
    const { attributes } = hsm.key(owner, publicHandle);
    const find = (...wanted: [string, string | number | boolean][]) =>
      hsm.must({ op: 'findKeys', session: owner, filter: { attributes: wanted } } as HsmRequest & {
        op: 'findKeys';
      }).handles;
    expect(find(['label', 'private'])).toEqual([privateHandle]);
    expect(find(['check-value', attributes['check-value'] ?? ''])).toEqual([
      publicHandle,
      privateHandle,
    ]);
    expect(find(['key-type', 'ec'], ['verify', true])).toEqual([publicHandle]);
    expect(find(['ec-point', attributes['ec-point'] ?? ''], ['sign', true])).toEqual([
      privateHandle,
    ]);
    expect(find(['key-length-bytes', 97])).toEqual([publicHandle]);
    expect(find(['key-length-bytes', '97'])).toEqual([]);
    expect(find(['modulus', ''])).toEqual([]);
  });

  it('is the same as none for whoever does not see it', () => {
    const { hsm, stranger, privateHandle } = makeWorld();
    const asked = (handle: number): readonly HsmRequest[] => [
      { op: 'sign', session: stranger, handle, mechanism: ECDSA, data: DATA },
      { op: 'deleteKey', session: stranger, handle },
      { op: 'extractMaskedKey', session: stranger, handle },
    ];
    const answers = (handle: number) =>
      asked(handle).map((request) => ({
        ...hsm.refusedWithoutTrace(request),
        reason: hsm.refused(request).reason.replaceAll(String(handle), 'N'),
      }));
    expect(answers(privateHandle)).toEqual(answers(4242));
    expect(answers(Number.NaN).map(({ error }) => error)).toEqual(
      asked(0).map(() => 'RET_INVALID_INPUT'),
    );
  });

  it('signs for its sharer, who does not delete or copy it', () => {
    const { hsm, sharer, publicHandle, privateHandle: handle } = makeWorld();
    const { signature } = hsm.must({
      op: 'sign',
      session: sharer,
      handle,
      mechanism: ECDSA,
      data: DATA,
    });
    const verify = { op: 'verify', session: sharer, mechanism: ECDSA, data: DATA } as const;
    hsm.must({ ...verify, handle: publicHandle, signature });
    for (const op of ['deleteKey', 'extractMaskedKey'] as const) {
      expect(hsm.refusedWithoutTrace({ op, session: sharer, handle })).toEqual({
        error: 'RET_PERMISSION_DENIED',
        reason: expect.stringContaining("another user's"),
      });
    }
  });

  it('verifies for a stranger, and uses nothing for officers', () => {
    const { hsm, owner, stranger, officer, publicHandle, privateHandle } = makeWorld();
    const use = { mechanism: ECDSA, data: DATA } as const;
    const { signature } = hsm.must({
      op: 'sign',
      session: owner,
      handle: privateHandle,
      ...use,
    });
    const verify = { op: 'verify', handle: publicHandle, ...use, signature } as const;
    hsm.must({ ...verify, session: stranger });
    const ops: readonly HsmRequest[] = [
      { ...verify, session: officer },
      { op: 'sign', session: officer, handle: privateHandle, ...use },
      { op: 'deleteKey', session: officer, handle: publicHandle },
    ];
    for (const request of ops) expect(hsm.refused(request).error).toBe('RET_PERMISSION_DENIED');
  });

  it('is deleted by its owner, unless it is not destroyable', () => {
    const { hsm, owner, privateHandle } = makeWorld();
    hsm.must({ op: 'deleteKey', session: owner, handle: privateHandle });
    expect(hsm.state.keys.count).toBe(1);
    expect(hsm.refused({ op: 'deleteKey', session: owner, handle: privateHandle }).error).toBe(
      'RET_KEY_NOT_FOUND',
    );
    const kept = hsm.makeSecret(owner, { flags: { destroyable: false } });
    expect(hsm.refused({ op: 'deleteKey', session: owner, handle: kept }).error).toBe(
      'RET_POLICY_MISMATCH',
    );
  });

  it('stays, without a name for its owner, when its owner is gone', () => {
    const { hsm, sharer, officer, privateHandle: handle, owner } = makeWorld();
    hsm.must({ op: 'logout', session: owner });
    hsm.must({ op: 'deleteUser', session: officer, type: 'CU', name: 'cu1' });
    expect(hsm.key(sharer, handle).owner.name).toBeNull();
    hsm.must({ op: 'sign', session: sharer, handle, mechanism: ECDSA, data: DATA });
  });
});

describe('a copy of a key', () => {
  it('is the same key on another HSM of the cluster, under its handle', () => {
    const { hsm, owner, publicHandle, privateHandle } = makeWorld();
    const other = new KeyHsm({ server: 1 });
    const session = other.openSession('cu1');
    for (const handle of [publicHandle, privateHandle]) {
      const { sealed } = hsm.must({ op: 'extractMaskedKey', session: owner, handle });
      expect(other.must({ op: 'insertMaskedKey', session, sealed }).handle).toBe(handle);
      expect(other.key(session, handle)).toEqual(hsm.key(owner, handle));
      expect(other.refused({ op: 'insertMaskedKey', session, sealed }).error).toBe(
        'RET_POLICY_MISMATCH',
      );
    }
    expect(other.materialOf(privateHandle)).toEqual(hsm.materialOf(privateHandle));
    const use = { mechanism: ECDSA, data: DATA } as const;
    const { signature } = other.must({ op: 'sign', session, handle: privateHandle, ...use });
    hsm.must({ op: 'verify', session: owner, handle: publicHandle, ...use, signature });
  });

  it('is owned and shared by the same people, also where they have other ids', () => {
    const { hsm, owner, officer } = makeWorld();
    const handle = hsm.makeSecret(owner, { sharedWith: ['cu2', 'cu3'] });
    const other = new KeyHsm({ server: 1 });
    const idOf = (name: string) => other.state.users.find((user) => user.name === name)?.id ?? 0;
    const [cu2, cu4] = [idOf('cu2'), idOf('cu4')];
    // cu2 and cu4 came in another order to this HSM, and cu3 never came.
    other.state = {
      ...other.state,
      users: other.state.users
        .filter(({ name }) => name !== 'cu3')
        .map((user) =>
          user.id === cu2 ? { ...user, id: cu4 } : user.id === cu4 ? { ...user, id: cu2 } : user,
        )
        .sort((a, b) => a.id - b.id),
    };
    const { sealed } = hsm.must({ op: 'extractMaskedKey', session: owner, handle });
    const session = other.openSession('cu1');
    other.must({ op: 'insertMaskedKey', session, sealed });
    expect(other.key(session, handle).sharedWith).toEqual([{ id: cu4, name: 'cu2' }]);
    const stranger = other.openSession('cu4');
    expect(other.must({ op: 'getKeys', session: stranger, handles: [handle] }).keys).toEqual([]);

    // Of an owner who is not on the other HSM, or whose id is another's there, it is nobody's.
    const sealedOf = () => hsm.must({ op: 'extractMaskedKey', session: officer, handle }).sealed;
    const third = new KeyHsm({ server: 1 });
    const users = third.state.users;
    const put = (one: string) =>
      third.refused({ op: 'insertMaskedKey', session: third.openSession('officer1'), sealed: one });
    third.state = { ...third.state, users: users.filter(({ name }) => name !== 'cu1') };
    expect(put(sealedOf()).error).toBe('RET_USER_DOES_NOT_EXIST');
    hsm.must({ op: 'logout', session: owner });
    hsm.must({ op: 'deleteUser', session: officer, type: 'CU', name: 'cu1' });
    third.state = { ...third.state, users };
    expect(put(sealedOf()).error).toBe('RET_USER_DOES_NOT_EXIST');
    third.state = { ...third.state, users: users.filter(({ name }) => name !== 'cu1') };
    const { next } = third.state;
    third.state = { ...third.state, next: { ...next, user: 1 } };
    expect(put(sealedOf()).error).toBe('RET_USER_DOES_NOT_EXIST');
    third.state = { ...third.state, next };
    third.must({
      op: 'insertMaskedKey',
      session: third.openSession('officer1'),
      sealed: sealedOf(),
    });
  });

  it('takes its handle with it, which the HSM that made it gives to no other key', () => {
    const { hsm, owner, publicHandle, privateHandle } = makeWorld();
    const { sealed } = hsm.must({
      op: 'extractMaskedKey',
      session: owner,
      handle: privateHandle,
    });
    // The HSM's folder was put back to before it made the key.
    const back = new KeyHsm();
    const session = back.openSession('cu1');
    back.must({ op: 'insertMaskedKey', session, sealed });
    back.must({ op: 'deleteKey', session, handle: privateHandle });
    expect(publicHandle).toBeLessThan(privateHandle);
    expect(back.makeSecret(session)).toBe(privateHandle + 1);
  });

  it('shows nothing of what the key is made of', () => {
    const { hsm, owner } = makeWorld();
    const handle = hsm.makeSecret(owner);
    const { sealed } = hsm.must({ op: 'extractMaskedKey', session: owner, handle });
    const bytes = Buffer.from(sealed, 'base64');
    expect(bytes.includes('secret-key')).toBe(false);
    expect(bytes.includes(hsm.materialOf(handle))).toBe(false);
    expect(JSON.stringify([hsm.log, hsm.state])).not.toContain(
      hsm.materialOf(handle).toString('base64'),
    );
  });

  it('is refused where a single bit is another, or another cluster sealed it', () => {
    const { hsm, owner, privateHandle: handle } = makeWorld();
    const other = new KeyHsm({ server: 1 });
    const session = other.openSession('cu1');
    const { sealed } = hsm.must({ op: 'extractMaskedKey', session: owner, handle });
    const bytes = Buffer.from(sealed, 'base64');
    const forged = [0, 13, 30, bytes.length - 1].map((at) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed.toString('base64');
    });
    for (const one of [...forged, '', 'AAAA', bytes.subarray(0, 40).toString('base64')]) {
      expect(other.refusedWithoutTrace({ op: 'insertMaskedKey', session, sealed: one }).error).toBe(
        'RET_INVALID_INPUT',
      );
    }
    other.state = { ...other.state, clusterKey: Buffer.alloc(32).toString('base64') };
    expect(other.refused({ op: 'insertMaskedKey', session, sealed }).error).toBe(
      'RET_INVALID_INPUT',
    );
  });

  it('is put in by its owner or an officer, and of a session key lasts as long as that log-in', () => {
    const { hsm, owner, officer } = makeWorld();
    const handle = hsm.makeSecret(owner, { isSession: true });
    const { sealed } = hsm.must({ op: 'extractMaskedKey', session: officer, handle });
    const other = new KeyHsm({ server: 1 });
    expect(
      other.refused({ op: 'insertMaskedKey', session: other.openSession('cu2'), sealed }).error,
    ).toBe('RET_PERMISSION_DENIED');
    const session = other.openSession('officer1');
    other.must({ op: 'insertMaskedKey', session, sealed });
    expect(other.state.keys.sessionKeys).toEqual([{ handle, session }]);
  });
});
